# The gallery
gallery-count = { $count } pictures
gallery-count-of = { $count } of { $all }
gallery-size = Picture size
gallery-size-small = Small
gallery-size-medium = Medium
gallery-size-large = Large
gallery-download-all = { $count ->
    [one] Download 1
   *[other] Download { $count }
}
gallery-review = Review
gallery-all = All
gallery-pinned = Pinned
gallery-deleted = Deleted
gallery-only = Only
gallery-product = Product
gallery-flow = Flow
gallery-session = Session
gallery-from = From
gallery-until = Until
gallery-filter = Filter
gallery-days-reversed = The first day is later than the last
gallery-days-reversed-about = No picture can be made after the one and before the other. Choose “From” and “Until” the other way round.
gallery-filters = Filters
gallery-drop = Without { $what }
gallery-everything = Everything, newest first
gallery-sheet = Pictures
gallery-all-products = All products
gallery-all-sessions = All sessions
gallery-select-all = { $count ->
    [one] Select 1
   *[other] Select all { $count }
}
gallery-on-older = The next page: older pictures.
gallery-on-newer = The page before: newer pictures.
gallery-on-last = That was the last picture.
gallery-on-first = That was the first picture.
gallery-newer = Newer
gallery-older = Older
gallery-empty-title = No pictures yet
gallery-empty = Pictures appear here when a flow has made some. Begin with a product; the built-in renderer is free.
gallery-no-match = Nothing matches all of these filters
gallery-none-deleted = Nothing is deleted
gallery-none-deleted-about = Deleted pictures lie here and can be restored.
gallery-state = State
gallery-finished = Finished
unfinished-making = Being made
unfinished-failed = Not made
unfinished-retry-all = Try all { $count } again
unfinished-none-making = Nothing is being made
unfinished-none-failed = Everything that was asked for was made
gallery-show-all = Show all pictures
gallery-without = Without
gallery-would-match = { $count } match
gallery-all-picked = { $count ->
    [one] The one matching picture is selected
   *[other] All { $count } matching pictures are selected
}
gallery-all-picked-newest = One command takes { $max } at a time: the newest of { $count }.
gallery-all-picked-how = Those on the other pages are included; you are asked once more before anything changes. Take one out, and only the others of this page are meant.

approval-pending = To review
approval-approved = Approved
approval-rejected = Rejected
frame-pinned = Pinned
frame-own = You had this made; somebody else approves it

# What can be done to pictures: the word of a button, the heading of the page that asks, the message afterwards
do-approve = Approve
do-reject = Reject
do-reopen = Back to undecided
do-pin = Pin
do-unpin = Unpin
do-delete = Delete
do-restore = Restore
do-download = Download
do-compare = Compare
undo = Undo
cancel = Cancel
decide-approve = { $count ->
    [one] Approve 1 picture
   *[other] Approve { $count } pictures
}
decide-reject = { $count ->
    [one] Reject 1 picture
   *[other] Reject { $count } pictures
}
decide-reopen = { $count ->
    [one] Make 1 picture undecided
   *[other] Make { $count } pictures undecided
}
decide-pin = { $count ->
    [one] Pin 1 picture
   *[other] Pin { $count } pictures
}
decide-unpin = { $count ->
    [one] Unpin 1 picture
   *[other] Unpin { $count } pictures
}
decide-delete = { $count ->
    [one] Delete 1 picture
   *[other] Delete { $count } pictures
}
decide-restore = { $count ->
    [one] Restore 1 picture
   *[other] Restore { $count } pictures
}
decide-all = { $count ->
    [one] This is the one picture that matches the filter now.
   *[other] These are all { $count } pictures that match the filter now, on every page. It can be undone for a quarter of an hour.
}
reject-why = Why
reject-hint = Optional. Enter sends it. It is kept in the history and tells whoever makes the next one what to change.
receipt-left = { $count ->
    [one] 1 picture was left as it is
   *[other] { $count } pictures were left as they are
}
receipt-some = { $count ->
    [one] 1 was left as it is.
   *[other] { $count } were left as they are.
}
receipt-on = Go on
flash-asset-approved = { $count ->
    [0] Nothing was approved.
    [one] Approved 1 picture.
   *[other] Approved { $count } pictures.
}
flash-asset-rejected = { $count ->
    [0] Nothing was rejected.
    [one] Rejected 1 picture.
   *[other] Rejected { $count } pictures.
}
flash-asset-reopened = { $count ->
    [0] Nothing was changed.
    [one] 1 picture is back to undecided.
   *[other] { $count } pictures are back to undecided.
}
flash-asset-pinned = { $count ->
    [0] Nothing was pinned.
    [one] Pinned 1 picture.
   *[other] Pinned { $count } pictures.
}
flash-asset-unpinned = { $count ->
    [0] Nothing was unpinned.
    [one] Unpinned 1 picture.
   *[other] Unpinned { $count } pictures.
}
flash-asset-deleted = { $count ->
    [0] Nothing was deleted.
    [one] Deleted 1 picture.
   *[other] Deleted { $count } pictures.
}
flash-asset-restored = { $count ->
    [0] Nothing was restored.
    [one] Restored 1 picture.
   *[other] Restored { $count } pictures.
}
flash-asset-undone = { $count ->
    [0] Nothing was taken back.
    [one] Taken back for 1 picture.
   *[other] Taken back for { $count } pictures.
}
flash-asset-approved-one = Approved { $name }.
flash-asset-rejected-one = Rejected { $name }.
flash-asset-reopened-one = { $name } is back to undecided.
flash-asset-pinned-one = Pinned { $name }.
flash-asset-unpinned-one = Unpinned { $name }.
flash-asset-deleted-one = Deleted { $name }.
flash-asset-restored-one = Restored { $name }.
flash-asset-undone-one = Taken back for { $name }.
part-downloads = downloads (too many at the same time)

# Keys
key-flow = Open the flow
key-skip = Skip
key-pick = Select
key-pick-all = Select all
key-compare = Compare with original
key-next-previous = Next, previous
key-open = Open
key-move = From picture to picture
key-all = All keys
key-sheet = Back to the sheet
key-edge = Move the edge
key-swap = Hold to see the original
key-back = Back

api-list-assets = The pictures that a filter shows, newest first
api-list-unfinished-assets = The pictures that are being made or were not made, each as its job, newest first
api-show-asset = One picture with its recipe, inputs and history
api-describe-asset = Change the alt text of a picture
api-decide-asset = Approve or reject a picture, or make it undecided again
api-pin-asset = Pin a picture
api-unpin-asset = Unpin a picture
api-delete-asset = Delete a picture; it can be restored
api-restore-asset = Restore a deleted picture
api-change-assets = Do one thing to many pictures; each is decided by itself
api-undo-assets = Take back what one command did to pictures, within a quarter of an hour
api-download-asset = The file of a picture
api-download-assets = Many pictures as a ZIP archive
api-show-media = The bytes of a picture by their SHA-256
api-show-media-copy = A smaller copy: display, thumb_large or thumb_small
