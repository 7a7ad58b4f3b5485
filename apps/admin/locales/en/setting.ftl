# Settings: setting-<field>, setting-group-<word>, setting-prop-<tag>. origin-<layer>: who says what holds where a field is open.
setting-group-scene = Scene
setting-group-picture = Picture
setting-group-around = Around the product
setting-group-words = In your own words

setting-scene = Scene
setting-style = Style
setting-lighting = Light
setting-mood = Mood
setting-camera = Camera
setting-surroundings = Surroundings
setting-human = People
setting-props = Props
setting-props_tags = These props
setting-colors = Colours
setting-match_product_colors = In harmony with the product
setting-include_accessories = With accessories
setting-variety = Variety
setting-aspect_ratio = Shape
setting-quality = Size
setting-variants = Pictures
setting-seed = Seed
setting-prompt = Also say
setting-prompt-hint = Sentences added to the prompt. The product itself is never changed.
setting-custom = Details
setting-custom-hint = One on each line: steam rises, rain on the window.
setting-custom_prompt = Whole prompt
setting-custom_prompt-hint = When this is filled in, it is the prompt; the sentences above are left out.

setting-auto = Auto
setting-auto-is = Auto: { $value }
setting-own = Own words …
setting-none = None
setting-quoted = “{ $words }”
setting-seed-open = new each time
setting-not-chosen = not chosen here
setting-open = { $value }, { $origin }
setting-instead = instead of { $value }
setting-also = also { $value }, { $origin }

origin-client = from the client
origin-product = from the product
origin-session = from the session
origin-style = from the style
origin-default = default

setting-prop-plants = Plants
setting-prop-books = Books
setting-prop-vase = Vase
setting-prop-cushions = Cushions
setting-prop-throw = Throw
setting-prop-rug = Rug
setting-prop-lamp = Lamp
setting-prop-candles = Candles
setting-prop-art = Art
setting-prop-mirror = Mirror
setting-prop-flowers = Flowers
setting-prop-tableware = Tableware
setting-prop-basket = Basket
setting-prop-curtains = Curtains
setting-prop-fruit = Fruit

yes = Yes
no = No
