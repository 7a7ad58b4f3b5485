# Who works in a client, and as what.
member-add = Add member
member-add-another = Add another
member-added = Member added
member-name = Name
member-name-hint = Needed when this address has no account yet.
member-since = Since
member-signed-in = Last signed in
member-never = never
member-you = (you)
member-inactive = Kept out
member-edit-named = Edit { $name }
member-password-once = This password is shown once
member-password-once-about = Hand it over now; it is stored nowhere. The person changes it in the account. If it is lost, whoever runs this Visualizer can set a new one.
member-where = Sign in at
member-noted = I have copied it
member-not-changed = Nothing was changed
member-remove = Remove from the client
member-remove-about = { $name } will no longer see { $client }. The account stays, and so does what was made.
member-remove-yourself = You will no longer see { $client } yourself. An owner or admin can add you again.
member-owners-only = Only owners can change this.
roles = What the roles may
role-may-owner = Everything, including who the owners are
role-may-admin = Everything but deciding who the owners are
role-may-editor = Add and change products, sessions and flows; have pictures made
role-may-reviewer = Approve and reject
role-may-viewer = Look, and download

flash-member-added = { $email } works here now, with the account and password that they had. Make sure with them that the account is theirs.
flash-member-removed = { $name } was removed.

# For programs: api-<operation>
api-list-members = Everybody who works in the client, owners first
api-add-member = Add somebody; a new account’s password is told this once
api-show-member = One member
api-change-role = Change what somebody works as
api-remove-member = Take somebody out of the client
