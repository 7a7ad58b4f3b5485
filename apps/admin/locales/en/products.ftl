# Products and their pictures.
product = Product
product-new = New product
product-add = Add product
product-name = Name
product-category = Category
product-category-hint = The category names the product in the prompt: “table lamp” says more than “lighting”.
product-sku = SKU
product-description = Description
product-scenes = Scenes that suit it
product-scenes-hint = A hint for whoever chooses scenes for it.
product-field-name = Name
product-field-category = Category
product-field-sku = SKU
product-field-description = Description
product-field-scene_types = Scenes that suit it
product-settings = Default settings
product-settings-about = What a flow begins with when it shows this product first. Leave open what the flow decides.
product-facts = Facts
product-added-at = Added
product-changed-at = Changed
product-favorite = Favourite
product-favorite-named = { $name }: favourite
product-flows = Flows
product-flows-none = No flow shows this product yet.
product-flow-made = { $count ->
    [one] 1 picture
   *[other] { $count } pictures
}
product-made = Made
product-undecided = To review
product-approved = Approved
product-newest = Newest pictures
product-newest-none = Nothing was made of this product yet.
product-newest-none-without = Add a picture first; then a flow can set the product in a scene.
product-gallery = All in the gallery
product-no-picture = No picture yet
product-originals = Originals
product-originals-about = Results take the product’s pixels from the main picture, unless a flow chooses another one.
product-pictures = Pictures
product-pictures-about = Up to { $count } at a time. A plain ground is best: the product is cut out of it.
product-pictures-drop = Drop pictures, or choose them
product-pictures-add = Add pictures
product-pictures-send = Send the chosen files
product-new-refused = Nothing was added. Files have to be chosen again.
product-delete = Delete product
product-delete-about = A deleted product can be restored. What was made of it stays in the gallery; flows leave it out.
product-deleted = Deleted
product-deleted-about = Flows leave it out. What was made of it stays in the gallery.

products-find = Name or SKU
products-all = All products
products-all-categories = All categories
products-show = Show
products-favorites = Favourites
products-deleted = Deleted
products-none-made = Nothing made yet
products-empty = No products yet
products-empty-about = A product is a thing with at least one photograph. Add one, and flows set it in scenes.
products-no-match = No product matches
products-match = { $count } match
products-by-q = search
products-by-category = category
products-by-favorite = favourites
products-by-deleted = deleted
without = Without
count-over = over { $count }

image-nameless = Picture
image-primary = Main picture
image-earlier = Move earlier
image-earlier-named = Move { $name } earlier
image-later = Move later
image-later-named = Move { $name } later
image-make-primary = Make main picture
image-make-primary-named = Make { $name } the main picture
image-delete = Delete picture
image-delete-named = Delete { $name }
image-deleted = Picture deleted
image-deleted-about = What was made from it stays.
image-pixels = Pixels
image-size = { $width } × { $height }
image-bytes = Size
image-type = Type
image-added-at = Added
image-use = Use
image-ground = Ground
image-ground-plain = Plain; the product is cut out
image-alt = What it shows
image-alt-hint = Read out to those who do not see it. Without it the product’s name is read.

# The check of an uploaded picture
check-pending = Being checked
check-long = It waits longer than usual. The queue says why.
check-ready = Checked
check-refused = Refused
check-failed = The check did not come to an end on our side. Upload the picture again.

# Uploads
upload-refused = { $count ->
    [one] 1 file was not taken
   *[other] { $count } files were not taken
}
upload-taken = { $count ->
    [one] The other one was added.
   *[other] { $count } others were added.
}
upload-broken-off = The upload broke off
upload-rest = The files behind that were not looked at. Send them again.
upload-nameless = A file without a name
field-file-too-large = It is larger than { $size }. Choose a smaller file.
field-too-many-files = Only { $max } files are taken at a time. Send this one again.
field-duplicate-image = The product has this picture already.
field-images-max = A product has at most { $max } pictures. Delete one first.
field-no-file = Send at least one file.

# What a refused file looks like
look-an-empty-file = an empty file
look-a-body-without-content-type = a body without Content-Type
look-a-gif = a GIF
look-a-bmp = a BMP
look-a-pdf = a PDF
look-a-tiff = a TIFF
look-a-zip-archive = a ZIP archive
look-an-avif-heic-or-video-file = an AVIF, HEIC or video file
look-an-svg = an SVG
look-a-web-page = a web page
look-another-kind-of-file = another kind of file

# Forms
edit = Edit
restore = Restore
form-refused = { $count ->
    [one] 1 field needs another look
   *[other] { $count } fields need another look
}
form-refused-about = Nothing was saved. What you typed is kept.
meanwhile = Somebody saved this before you
meanwhile-by-you = You saved this in another window
meanwhile-by = { $who } saved this before you
meanwhile-kept = Yours is kept below and not saved yet. Where the two differ, this is saved now:
meanwhile-empty = nothing

flash-product-added = { $name } added.
flash-product-restored = Restored.
flash-images-added = { $count ->
    [one] 1 picture received. Below it says whether it can be used.
   *[other] { $count } pictures received. Below they say whether they can be used.
}
flash-image-restored = The picture is back.
flash-saved = Saved.

# For programs: api-<operation>
api-list-products = The products that a filter shows, newest first
api-create-product = Add a product; its pictures come after it
api-show-product = One product with its pictures
api-update-product = Replace what is said about a product
api-delete-product = Delete a product; it can be restored
api-restore-product = Take a deleted product back
api-mark-product = Mark a product as a favourite, or no longer
api-add-product-images = Add pictures to a product, each by itself; the same bytes twice are refused
api-order-product-images = Put the pictures of a product into another order
api-choose-primary-image = Make a picture the one that stands for its product
api-show-product-image = One uploaded picture
api-describe-product-image = Change what a picture shows, in words
api-delete-product-image = Delete a picture; it can be restored
api-restore-product-image = Take a deleted picture back
