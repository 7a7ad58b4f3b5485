# Clients: all of them, and the one that one works in.
client-add = Add client
client-new = New client
client-new-about = A client is a brand or company. Its products, pictures and members are its own; nobody else sees them. You become its first owner.
client-name = Name
client-slug = Short name
client-slug-hint = May be left empty. Small letters, digits and hyphens.
client-since = Since
client-enter = Work here
client-enter-named = Work here: { $name }
client-four-eyes = Four eyes: nobody approves what they had made
client-four-eyes-word = Four eyes
client-four-eyes-about = Somebody else has to approve. Switching it off is noted in the history.
client-four-eyes-holds = Four eyes decide here
client-four-eyes-holds-about = Who had a picture made does not approve it; another member does.
client-four-eyes-waits = One pair of eyes decides for now
client-four-eyes-waits-about = The rule is on, but the client has one member. From the second member on it holds.
client-four-eyes-off = The rule is switched off
client-four-eyes-off-about = Whoever may review may also approve what they had made themselves.
client-who-may = Owners and admins can change this.
client-settings = Default settings
client-settings-about = What every flow of this client begins with, unless a product, a session or the flow says otherwise.
client-settings-none = Nothing is chosen, so the renderer’s own defaults hold.
client-members-about = Who works here and as what:
clients-find = Name or short name
clients-all = All clients
clients-empty = No clients yet
clients-empty-about = A client is a brand or company with products and members of its own.
clients-no-match = No client matches “{ $search }”

flash-client-added = { $name } added. Add who works there.

# For programs: api-<operation>
api-list-clients = Every client, newest first
api-create-client = Make a client, with the caller as its owner
api-show-client = Any client
api-show-own-client = The client that the caller works in
api-update-client = Replace what is said about the client
api-update-client-settings = Replace what every flow of the client begins with
