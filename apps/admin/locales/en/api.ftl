# The description of the API. An operation is described by api-<its name>.
api-about = Everything that the pages can do, for programs: the same commands, the same permissions, the same problems.
api-about-sign-in = Sign in as on the page; the cookie is the key. Changes must come from this site or from a program that is no browser.
api-about-lists = Lists come in pages. Send the “next” of a page as “after”; the Link header has the whole address.
api-about-versions = What has a version sends it as ETag. A change sends it back as If-Match and gets 412 when somebody was faster.
api-about-keys = A change that makes things obeys Idempotency-Key: sent twice, done once.
api-problem = A problem (RFC 9457), in the language of Accept-Language or of the person.
api-problems = Problems
api-schemas = Schemas
api-access = Access
api-required = required
api-takes = Takes
api-gives = Gives { $status }
api-status = Status
api-code = Code
api-what = What it means

api-description = This description

api-problem-malformed = The request cannot be read; the detail says where.
api-problem-unauthenticated = Nobody is signed in, or the sign-in has ended.
api-problem-forbidden = The role does not carry the permission that “needs” names.
api-problem-platform-only = Only those who run the platform may.
api-problem-no-client = The person is a member of no client.
api-problem-foreign-origin = A browser sent this from another site.
api-problem-form-expired = A form without the token of this sign-in.
api-problem-not-found = Nothing here by this id; another client’s things are nothing here.
api-problem-method-not-allowed = The address exists, the verb does not; Allow lists those that do.
api-problem-slow-body = The body did not arrive in time.
api-problem-conflict = Fine in itself, but not in the present state; “code” names the rule.
api-problem-stale = Changed since the version in If-Match; “current_version” is the one now. For forms 409.
api-problem-too-large = The body or a file is over its bound.
api-problem-unsupported-media = The body is of a type that is not taken here.
api-problem-invalid = One or more fields were refused; “errors” has each with its JSON pointer.
api-problem-precondition-required = The change must say which version it was made from.
api-problem-too-many = Too often; Retry-After says how many seconds to wait.
api-problem-internal = Our own failure; the log has the cause under “request_id”.
