# Home
home-add-product = Add a product
home-new-session = New session
home-this-week = Made in 7 days
home-being-made = Being made
home-just-made = Just made
home-nothing-made = Pictures appear here as soon as a flow has made some. Begin with a product.
home-due = Waits for you
home-nothing-due = Nothing waits for a decision.
home-review = { $count ->
    [one] 1 picture to review
   *[other] { $shown } pictures to review
}
home-review-how = A approves, R rejects, the next one comes by itself
home-review-others = Reviewers decide about them
home-review-go = Review
home-look = Look
home-nothing-open = Nothing is being made now.
home-run = { $done } of { $count } pictures
home-activity = Lately

first-title = Start with one photo of one product
first-how = A plain ground is best. The built-in renderer sets the product in a lit scene, without any key and free of charge, so that you see how review and approval work.
first-step = Add a product
first-kinds = JPEG, PNG or WebP. It stays on this server.
first-your-photo = Your photo
first-may-not = Nothing has been added yet
first-may-not-how = Editors, admins and owners add products. As soon as pictures are made, they appear here.

# What happened: did-<noun>-<verb>. Goes on after a person’s name, or stands alone when a worker did it.
did-other = changed something
did-asset-approve = { $count ->
    [one] approved a picture
   *[other] approved { $count } pictures
}
did-asset-reject = { $count ->
    [one] rejected a picture
   *[other] rejected { $count } pictures
}
did-asset-reopen = { $count ->
    [one] took back a decision
   *[other] took back { $count } decisions
}
did-asset-undo = { $count ->
    [one] took back a change of a picture
   *[other] took back changes of { $count } pictures
}
did-asset-pin = { $count ->
    [one] pinned a picture
   *[other] pinned { $count } pictures
}
did-asset-unpin = { $count ->
    [one] unpinned a picture
   *[other] unpinned { $count } pictures
}
did-asset-delete = { $count ->
    [one] deleted a picture
   *[other] deleted { $count } pictures
}
did-asset-restore = { $count ->
    [one] restored a picture
   *[other] restored { $count } pictures
}
did-asset-describe = { $count ->
    [one] described a picture
   *[other] described { $count } pictures
}
did-asset-complete = { $count ->
    [one] A picture was made
   *[other] { $count } pictures were made
}
did-run-admit = { $count ->
    [one] had pictures made
   *[other] had pictures made, { $count } times
}
did-run-cancel = { $count ->
    [one] stopped a generation
   *[other] stopped { $count } generations
}
did-job-retry = { $count ->
    [one] tried a job again
   *[other] tried { $count } jobs again
}
did-job-fail = { $count ->
    [one] A job failed
   *[other] { $count } jobs failed
}
did-job-park = { $count ->
    [one] A job was set aside
   *[other] { $count } jobs were set aside
}
did-job-cancel = { $count ->
    [one] A job was stopped
   *[other] { $count } jobs were stopped
}
did-product-create = { $count ->
    [one] added a product
   *[other] added { $count } products
}
did-product-update = { $count ->
    [one] changed a product
   *[other] changed products, { $count } times
}
did-product-favorite = { $count ->
    [one] marked a product
   *[other] marked { $count } products
}
did-product-delete = { $count ->
    [one] deleted a product
   *[other] deleted { $count } products
}
did-product-restore = { $count ->
    [one] restored a product
   *[other] restored { $count } products
}
did-product-order-images = put a product’s pictures in order
did-product-image-add = { $count ->
    [one] added a product picture
   *[other] added { $count } product pictures
}
did-product-image-set-primary = chose a product’s main picture
did-product-image-describe = described a product picture
did-product-image-delete = { $count ->
    [one] deleted a product picture
   *[other] deleted { $count } product pictures
}
did-product-image-restore = { $count ->
    [one] restored a product picture
   *[other] restored { $count } product pictures
}
did-product-image-check = { $count ->
    [one] A product picture was checked
   *[other] { $count } product pictures were checked
}
did-session-create = { $count ->
    [one] began a session
   *[other] began { $count } sessions
}
did-session-rename = renamed a session
did-session-settings = changed the settings of a session
did-session-products = changed the products of a session
did-session-fill = made flows for a session
did-session-delete = { $count ->
    [one] deleted a session
   *[other] deleted { $count } sessions
}
did-session-restore = { $count ->
    [one] restored a session
   *[other] restored { $count } sessions
}
did-flow-create = { $count ->
    [one] made a flow
   *[other] made { $count } flows
}
did-flow-duplicate = { $count ->
    [one] duplicated a flow
   *[other] duplicated { $count } flows
}
did-flow-rename = renamed a flow
did-flow-settings = changed the settings of a flow
did-flow-products = changed the products of a flow
did-flow-base-image = chose the picture of a flow
did-flow-favorite = marked a flow
did-flow-delete = { $count ->
    [one] deleted a flow
   *[other] deleted { $count } flows
}
did-flow-restore = { $count ->
    [one] restored a flow
   *[other] restored { $count } flows
}
did-member-add = { $count ->
    [one] added a member
   *[other] added { $count } members
}
did-member-change-role = changed a member’s role
did-member-remove = { $count ->
    [one] removed a member
   *[other] removed { $count } members
}
did-client-create = set up this client
did-client-update = changed this client
did-client-settings = changed this client’s settings
