# Collection sessions, and picking products for them and for flows.
session-new = New session
session-make = Make the session
session-name = Name
session-name-hint = What the products have in common: Autumn lamps 2026.
session-products-about = Tick those that you want to work on together. More can be added later.
session-views = Lists
session-parts = Parts of the session
session-search = Search sessions
session-deleted = Deleted
session-deleted-state = Deleted
session-no-match = No session is called “{ $search }”
session-show-all = Show all sessions
session-none = No sessions yet
session-none-about = A session gathers products that you want pictures of together. Each product gets a flow: a scene, a light, a shape. Then all of them are generated at once.
session-none-deleted = Nothing was deleted
session-none-deleted-about = Sessions that are deleted appear here and can be restored.
session-no-pictures = No pictures yet
session-no-products = Add a product first
session-no-products-about = A session works on products, and this client has none yet.
session-sum = { $products ->
    [one] 1 product
   *[other] { $products } products
}, { $flows ->
    [one] 1 flow
   *[other] { $flows } flows
}
session-state-draft = Nothing made yet
session-state-generating = Making pictures
session-state-partly = Partly made
session-state-completed = Done
session-running = { $count ->
    [one] 1 flow running
   *[other] { $count } flows running
}
session-approved = { $count } approved
session-generate = Generate all
session-add-products = Add products
session-add = Add
session-all-in = Every product is in this session
session-all-in-about = Products that you add to the catalogue can be added here.
session-empty = No products in this session
session-empty-about = Add the products that you want to work on together.
session-no-flows = No flows yet
session-no-flows-about = A flow shows one to three products in a scene. Make one for every product, or put flows together yourself.
session-unshown = { $count ->
    [one] 1 product has no flow yet.
   *[other] { $count } products have no flow yet.
}
session-fill = { $count ->
    [one] Make its flow
   *[other] One flow per product
}
session-was-deleted = This session is deleted
session-was-deleted-about = Its flows and pictures come back with it.
session-settings-about = What every flow of this session begins with. A flow can choose otherwise.
session-product = Product
session-product-about = About
session-product-order = Order
session-product-shown = A flow of this session shows it
session-delete = Delete the session
session-delete-busy = Pictures of this session are being made
session-delete-about = { $flows ->
    [one] 1 flow goes with it
   *[other] { $flows } flows go with it
}, and as you choose the { $pictures ->
    [one] picture
   *[other] { $pictures } pictures
} that they made. All of it can be restored.
session-delete-pictures = Pictures
session-delete-keep = Keep approved and pinned ones ({ $count } approved)
session-delete-all = Delete all { $count }

move-up = Move { $name } up
move-down = Move { $name } down
take-out = Take { $name } out
back = Back
rename = Rename
change = Change
duplicate = Duplicate
settings = Settings

pick-search = Search products
pick-search-button = Search
pick-chosen = Ticked: { $count }
pick-newest = Newest products
pick-found = Found by “{ $search }”
pick-more = Show more
pick-no-more = There are no other products.
pick-no-match = No product matches “{ $search }”.
product-picture-none = No picture yet
product-picture-pending = Picture is being checked
product-picture-refused = Picture was refused

flash-session-made = The session is made.
flash-session-filled = { $count ->
    [0] Every product has a flow already.
    [one] 1 flow made.
   *[other] { $count } flows made.
}
flash-session-filled-but = { $count ->
    [one] 1 flow made.
   *[other] { $count } flows made.
} { $left ->
    [one] 1 product is in as many flows as it can be.
   *[other] { $left } products are in as many flows as they can be.
}
flash-session-generating = { $count ->
    [one] 1 flow is being generated.
   *[other] { $count } flows are being generated.
}
flash-session-deleted = The session is deleted.
flash-session-restored = The session is back.
flash-products-added = { $count ->
    [0] They were in the session already.
    [one] 1 product added.
   *[other] { $count } products added.
}

# Operations of the API
api-list-sessions = Sessions, newest first
api-create-session = Make a session of products
api-show-session = One session with its products and flows
api-rename-session = Change what a session is called
api-delete-session = Delete a session with its flows; it can be restored
api-restore-session = Take a deleted session back as a whole
api-set-session-settings = Replace what the flows of a session begin with
api-set-session-products = Replace the products of a session: add, take out and order
api-add-session-products = Add products at the end of a session
api-fill-session = Make a flow for each product that none shows
api-preview-session = What generating a session’s flows together would make, and what is left out
api-generate-session = Have a session’s flows generated together, as far as each can be
api-session-status = How far the open runs of a session are
