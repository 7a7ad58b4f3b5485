//! The headers that tell a browser what our pages never do. One place, on every response, errors included.

use actix_web::middleware::DefaultHeaders;

/// No inline style or script anywhere, nothing from elsewhere, no frames, no plug-ins.
///
/// `blob:` is for the previews of pictures that were just dropped on a form.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'";

/// The middleware. A handler that sets one of these headers itself keeps its own.
#[must_use]
pub fn headers(secure: bool) -> DefaultHeaders {
    let headers = DefaultHeaders::new()
        .add(("Content-Security-Policy", CONTENT_SECURITY_POLICY))
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("Referrer-Policy", "same-origin"))
        .add(("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
        .add(("Cross-Origin-Resource-Policy", "same-origin"))
        // Pages show what one person may see; a shared cache must not keep them. Assets and pictures say otherwise themselves.
        .add(("Cache-Control", "no-store"));
    if secure { headers.add(("Strict-Transport-Security", "max-age=31536000")) } else { headers }
}
