# What happened (title), what it means and what to do. Whenever one of these is shown, nothing was changed.
problem = Problem
problem-again = Try again
problem-home = Go to Home
problem-role = Your role
problem-needs = Roles that may
problem-address = Address
problem-request = Request

problem-unauthenticated-title = Sign in first
problem-unauthenticated = You are not signed in, or your sign-in has ended. Nothing was changed. If you were filling in a form, sign in in another tab, then come back and send it again.

problem-forbidden-title = Your role does not allow this
problem-forbidden = You would need the permission to { $needs }. These roles have it: { $roles }. Somebody with one of them can do it, or an owner can change your role.

problem-platform-only-title = Only a platform admin may do this
problem-platform-only = This is about the platform itself and not about one client. Nothing was changed.

problem-no-client-title = You belong to no client yet
problem-no-client = Products and pictures belong to clients. An owner or admin of a client can add you as a member; then this page opens.

problem-not-found-title = There is no such { $what } here
problem-not-found = It may belong to another client, it may have been removed, or the address is mistyped.

problem-no-page-title = There is no page at this address
problem-no-page = The address is mistyped, or the page has moved.

problem-invalid-title = Some fields need another look
problem-invalid = Nothing was changed. These fields were refused:

problem-conflict-title = This cannot be done now

problem-stale-title = It was changed meanwhile
problem-stale = { $who } changed this { $what } after you opened it: you saw version { $seen }, now it is version { $current }. Nothing of yours was saved. Open it again and repeat your change.

problem-too-large-title = That is too large
problem-too-large = At most { $max } can be sent here. Nothing was stored. Choose a smaller file and send it again.

problem-unsupported-media-title = That type is not accepted here
problem-unsupported-media = It looks like { $found }. Nothing was stored.

problem-too-many-title = Too many requests
problem-too-many = Wait { $span }, then try again. Nothing was changed.

problem-storage-full-title = The disk is full
problem-storage-full = There is no room left to store anything. Nothing was changed. Whoever runs this Visualizer has to make room.

problem-unavailable-title = A part does not answer
problem-unavailable = No answer came from: { $part }. Nothing was changed. Try again in a few seconds.

problem-internal-title = That failed on our side
problem-internal = Nothing was changed as far as we know. Try again; if it stays, give the request below to whoever runs this Visualizer. The log has the cause under that name.

problem-malformed-title = The request cannot be read
problem-malformed = { $found }. Nothing was changed.

problem-address-part-title = This address cannot be read
problem-address-part = This part of it is not understood: { $part }. Correct it in the address, or leave it out.

problem-form-expired-title = This form is out of date
problem-form-expired = It was opened before you last signed in. Nothing was changed. Go back, reload the page and send it again.

problem-foreign-origin-title = This request came from another site
problem-foreign-origin = Changes are accepted from pages of this Visualizer only. Nothing was changed.

problem-unknown-host-title = This Visualizer goes by another name
problem-unknown-host = It does not answer to “{ $host }”. Use its address in numbers, or let the operator set http.public_url to the address that people type.

problem-method-not-allowed-title = That cannot be done at this address
problem-method-not-allowed = The address exists and answers: { $allow }.

problem-slow-body-title = What you sent did not arrive in time
problem-slow-body = The connection was too slow or broke off. Nothing was changed. Send it again.

problem-precondition-required-title = Say which version you saw
problem-precondition-required = Send If-Match with the ETag of the version that your change was made from. Nothing was changed.

# Parts that may not answer
part-database = the database
part-storage = the storage of pictures
part-uploads = uploads (too many at the same time)
part-events = live updates (too many at the same time)
