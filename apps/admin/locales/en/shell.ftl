# The frame around every page, and words that many pages share.
skip = Skip to content
nav-main = Main
nav-where = Where
nav-more = More

rail-make = Make
rail-operate = Operate

place-home = Home
place-gallery = Gallery
place-products = Products
place-sessions = Sessions
place-queue = Queue
place-members = Members
place-client = Client settings
place-clients = Clients
place-account = Account

client-change = Work in another client
client-choose = Choose a client

somebody = Somebody
list-separator = , { "" }
percent = { $count } percent
retry = Retry
close = Close
keys = Keys
key-filter = To the filter of the page
connection-lost = Connection lost, trying again
not-sent = It was not sent. Check the connection and try again.

# Pages of a list
pages = Pages
page-first = First page
page-next = Next

# Picking pictures on a sheet
selection = Selection
picked = { $count } selected
picked-pattern = # selected
picked-all = Select all { $count } matching
picked-clear = Clear selection
frame-pick = Select { $name }

# Uploads
upload-kinds = JPEG, PNG or WebP, up to { $size }
upload-kinds-many = JPEG, PNG or WebP, up to { $size } each, { $max } at a time
upload-not-picture = Not a JPEG, PNG or WebP
upload-too-large = Larger than #

# Messages about what just happened
flash-signed-out = You are signed out.
flash-account-saved = Saved.
flash-client-entered = You now work in { $name }.
