//! Randomness that is a pure function of its seed: a picture depends neither on the clock nor on the number of threads.

pub fn hash(mut x: u32) -> u32 {
    x ^= x >> 16;
    x = x.wrapping_mul(0x7feb_352d);
    x ^= x >> 15;
    x = x.wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}

pub fn mix(a: u32, b: u32) -> u32 {
    hash(a ^ b.wrapping_mul(0x9e37_79b9).wrapping_add(0x7f4a_7c15))
}

/// Hash of a cell of the plane.
pub fn hash2(x: i32, y: i32) -> u32 {
    hash((x as u32).wrapping_mul(0x8da6_b343) ^ (y as u32).wrapping_mul(0xd816_3841))
}

/// A hash as a number from 0 to 1, 1 excluded.
pub fn unit(x: u32) -> f32 {
    (x >> 8) as f32 * (1.0 / 16_777_216.0)
}

/// A sequence for arranging things; every purpose has its own, so that a new roll here changes nothing there.
pub struct Dice(u32);

impl Dice {
    pub fn new(seed: u32, purpose: &str) -> Self {
        Dice(purpose.bytes().fold(hash(seed ^ 0x51ed_270b), |h, b| mix(h, u32::from(b))))
    }

    pub fn roll(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
        unit(hash(self.0))
    }

    pub fn between(&mut self, a: f32, b: f32) -> f32 {
        a + (b - a) * self.roll()
    }

    /// One of `n`.
    pub fn pick(&mut self, n: usize) -> usize {
        ((self.roll() * n as f32) as usize).min(n - 1)
    }

    pub fn chance(&mut self, p: f32) -> bool {
        self.roll() < p
    }

    /// 1 or -1.
    pub fn side(&mut self) -> f32 {
        if self.chance(0.5) { 1.0 } else { -1.0 }
    }
}

/// Well spread points for the light samples of one pixel: the R2 additive sequence (Roberts 2018), shifted per pixel and dimension.
pub struct Points {
    seed: u32,
    index: u32,
    dimension: u32,
}

impl Points {
    pub fn new(seed: u32, index: u32) -> Self {
        Points { seed, index, dimension: 0 }
    }

    pub fn next2(&mut self) -> (f32, f32) {
        let h = self.next_hash();
        let i = self.index as f32;
        ((unit(h) + i * 0.754_877_7).fract(), (unit(hash(h)) + i * 0.569_840_3).fract())
    }

    pub fn next1(&mut self) -> f32 {
        (unit(self.next_hash()) + self.index as f32 * 0.618_034).fract()
    }

    fn next_hash(&mut self) -> u32 {
        self.dimension += 1;
        mix(self.seed, self.dimension - 1)
    }
}
