# Generation flows: their settings, plans, runs and results.
flow = Flow
flows = Flows
flows-alone = Without a session
flows-favorite = Favourites
flows-deleted = Deleted
flows-show-all = Show all flows
flow-new = New flow
flow-make = Make the flow
flow-name = Name
flow-name-hint = Empty: it is called after what it shows.
flow-nameless = Flow without products
flow-search = Search flows
flow-no-match = No flow matches “{ $search }”
flow-none = No flows yet
flow-none-about = A flow shows one to three products in a scene and keeps everything that was made of it.
flow-none-deleted = No flow was deleted
flow-none-here = Nothing here
flow-state-empty = No product
flow-state-configured = Not made yet
flow-state-generating = Making pictures
flow-state-partly = Not complete
flow-state-completed = Done
flow-state-error = Failed
flow-favorite = Favourite
flow-deleted = Deleted
flow-delete = Delete the flow
flow-nothing-yet = Nothing made yet
flow-choose-product = Choose products
flow-generate = Generate
flow-no-products = No products to choose from
flow-no-products-about = A flow shows products. Add one first.
flow-products-about = Up to { $max }. The first one is the main one.
flow-products-of = { $count } of up to { $max }
flow-no-product = It shows no product.
flow-product-open = Open the product
flow-other-picture = { $count } pictures to choose from
flow-shows = What the flow shows
flow-main-mark = Main
flow-main = Main product: { $name }
flow-make-main = { $name } first
flow-locked = Locked while pictures are made
flow-locked-about = Duplicate the flow to try other settings now.
flow-read-only = You can look, not change
flow-read-only-about = Owners, admins and editors change settings and generate.
flow-busy = Pictures are being made
flow-busy-foot = The settings open again when everything is made.
flow-not-ready = This flow is not ready
flow-nothing = Nothing made yet in this flow
flow-nothing-about = Choose a scene and a light, then generate. Pictures appear here one by one. You can leave the page; it goes on.
flow-earlier = Earlier
flow-gallery = { $count ->
    [one] Open it in the gallery
   *[other] Open all { $count } in the gallery
}
results = Results
settings-saved = Saved
settings-refused = Not saved: see the marked field
settings-saving = Saving …

prompt-title = Prompt as it will be sent
prompt-intro = Product
prompt-outro = Product
prompt-custom_prompt = Whole prompt
prompt-quality = Size, shape
prompt-camera = Camera
prompt-scene = Scene
prompt-style = Style
prompt-mood = Mood
prompt-lighting = Light
prompt-colors = Colours
prompt-surroundings = Surroundings
prompt-human = People
prompt-props = Props
prompt-custom = Details
prompt-prompt = Also say
prompt-technical = Variety

plan-title = Generate { $count ->
    [one] 1 picture
   *[other] { $count } pictures
}
plan-generate = Generate { $count }
plan-nothing = Nothing can be generated
plan-no-flow-ready = No flow of this session is ready. Each says why below.
plan-flows = Which flows
plan-flows-unmade = Without pictures
plan-flows-all = All flows
plan-pictures = Pictures
plan-pixels = Pixels
plan-takes = Takes
plan-about = about { $span }
plan-before = { $count ->
    [one] 1 job comes before in the queue.
   *[other] { $count } jobs come before in the queue.
}
plan-before-many = More than { $count } jobs come before in the queue.
plan-held = It can be started now and begins by itself later.
plan-draft = By the built-in renderer, as drafts. The product’s pixels come from its picture.
plan-changed = Something changed since you looked
plan-changed-about = Nothing was started. This is the plan as it is now.
plan-left-out = { $count ->
    [one] 1 flow is left out
   *[other] { $count } flows are left out
}

pictures = { $count ->
    [one] 1 picture
   *[other] { $count } pictures
}
pictures-sum = { $count ->
    [one] 1 picture
   *[other] { $count } pictures
}, { $approved } approved
pictures-failed = { $count } failed
done-of = { $count } of { $max }
run-by = by { $who }
run-stop = Stop
run-stopping = Stopping
run-done = { $count } done
run-running = { $count } being made
run-waiting = { $count } waiting
run-parked = { $count } set aside
run-failed = { $count } failed
run-partly = { $count } of { $max } made, { $left } failed
run-retry = { $count ->
    [one] Make the missing one
   *[other] Make the { $count } missing
}
run-partly-about = What was made is kept, and so are your settings.
run-all-failed = { $count ->
    [one] The picture could not be made
   *[other] None of the { $count } could be made
}
run-all-failed-about = Each says why. Your settings are kept.
run-cancelled = Stopped: { $count } made, { $left } not
run-cancelled-about = What was finished is kept.
job-state-waiting = Waiting
job-state-failed = Failed
job-state-parked = Set aside
job-state-cancelled = Stopped
job-state-cancelled-about = It was not made.

flash-flow-duplicated = This is the copy. Nothing was made in it yet.
flash-flow-deleted = The flow is deleted. Its pictures stay in the gallery.
flash-flow-restored = The flow is back.

# Operations of the API
api-list-flows = Flows, newest first
api-create-flow = Make a flow, alone or in a session
api-show-flow = One flow: its settings, what holds in the end, the prompt, the newest runs
api-rename-flow = Change what a flow is called
api-delete-flow = Delete a flow; it can be restored
api-restore-flow = Take a deleted flow back
api-duplicate-flow = Make a second flow like this one, without what it made
api-set-flow-settings = Replace what a flow chooses itself
api-set-flow-products = Replace what a flow shows, the main product first
api-choose-flow-image = Choose the picture that a product is shown by
api-favorite-flow = Mark a flow as a favourite, or no longer
api-preview-flow = What generating a flow would make
api-generate-flow = Have a flow generated
