# 項目の問題: field-<code>
field-other = この内容は受け付けられません。
field-empty = 入力してください。
field-too-long = { $max }文字までにしてください。
field-too-short = { $min }文字以上にしてください。
field-too-many = { $max }件までにしてください。
field-control-character = 見えない制御文字を取り除いてください。
field-not-a-choice = 「{ $value }」は選択肢にありません。
field-out-of-range = { $min }から{ $max }までにしてください。
field-email = メールアドレスの形式ではありません。
field-slug = 半角の英小文字、数字、ハイフンで2〜63文字にしてください（先頭と末尾のハイフンは不可）。
field-wrong-password = メールアドレスとパスワードが一致しません。{ $left ->
    [0] 今回はこれ以上試せません。
   *[other] 残り{ $left }回です。
}
field-too-many-tries = このメールアドレス、またはこの接続元からの失敗が続いています。{ $span }待ってから、もう一度お試しください。それまでは正しいパスワードでもサインインできません。
field-no-product = 商品を1つ以上選んでください。
field-no-image = { $product }にはまだ画像がありません。先に商品に画像を追加してください。
field-image-unchecked = { $product }の画像を確認中です。数秒後にもう一度試してください。
field-image-refused = { $product }の画像は受け付けられませんでした。商品に別の画像を追加してください。
field-nothing-selected = 画像を1つ以上選んでください。
field-picture-type = この種類（{ $found }）は使えません。JPEG、PNG、WebPを送ってください。
field-picture-broken = ファイルが壊れているか、途中で切れています。保存し直して送ってください。
field-picture-animated = 動く画像は使えません。静止画を送ってください。
field-picture-too-large = { $width } × { $height }ピクセルは大きすぎます。1辺12,000、全体で5,000万ピクセルまでです。
field-picture-too-small = { $width } × { $height }ピクセルは小さすぎます。各辺64ピクセル以上が必要です。
field-picture-too-narrow = { $width } × { $height }ピクセルは細長すぎます。長辺は短辺の{ $max }倍以内にしてください。
field-flow-products-max = 1つのフローの商品は3つまでです。
field-product-flows-max = 選んだ商品のうち、フロー数の上限に達しているものがあります。
field-taken = すでに使われています。別のものにしてください。
field-member = この人はすでにメンバーです。
field-wrong = 現在のパスワードと一致しません。
field-sign-in = メールアドレスとパスワードが一致しません。
field-not-a-key = 1〜128文字の表示できるASCII文字にしてください。
field-not-in-session = このセッションの商品から選んでください。
field-other-request = このキーは別のリクエストで使われています。新しいキーを使ってください。
