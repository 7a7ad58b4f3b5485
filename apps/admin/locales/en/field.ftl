# What is wrong with a field: field-<code>. Short, and what would be right.
field-other = This is not accepted.
field-empty = Fill this in.
field-too-long = At most { $max } characters.
field-too-short = At least { $min } characters.
field-too-many = At most { $max }.
field-control-character = Remove the invisible control characters.
field-not-a-choice = “{ $value }” is not one of the choices.
field-out-of-range = From { $min } to { $max }.
field-email = This is not an e-mail address.
field-slug = 2 to 63 small letters, digits and hyphens; no hyphen first or last.
field-wrong-password = E-mail and password do not match. { $left ->
    [0] That was the last try for now.
    [one] 1 try left.
   *[other] { $left } tries left.
}
field-too-many-tries = Too many wrong tries with this e-mail address, or from where you are. Wait { $span }, then try again; until then the right password does not pass either.
field-no-product = Choose at least one product.
field-no-image = { $product } has no picture yet. Add one to the product first.
field-image-unchecked = The picture of { $product } is still being checked. Try again in a few seconds.
field-image-refused = The picture of { $product } was refused. Add another one to the product.
field-nothing-selected = Select at least one picture.
field-picture-type = This is { $found }. Send a JPEG, PNG or WebP.
field-picture-broken = The file is broken or ends in the middle: it was not copied whole. Save it again and send that.
field-picture-animated = The picture moves. Send a still one.
field-picture-too-large = { $width } × { $height } pixels are too many. At most 12,000 on a side and 50 million in all.
field-picture-too-small = { $width } × { $height } pixels are too few. At least 64 on each side.
field-picture-too-narrow = { $width } × { $height } pixels are too narrow. The long side may be at most { $max } times as long as the short one.
field-flow-products-max = At most 3 products in one flow.
field-product-flows-max = One of these products is in as many flows as it can be.
field-taken = This is in use already. Choose another one.
field-member = This person is a member already.
field-wrong = This is not the current password.
field-sign-in = E-mail and password do not match.
field-not-a-key = 1 to 128 visible ASCII characters.
field-not-in-session = Choose products of this session.
field-other-request = This key was used for another request. Use a new one.
