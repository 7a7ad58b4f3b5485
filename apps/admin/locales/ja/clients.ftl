# クライアントの一覧と、作業中のクライアント
client-add = クライアントを追加
client-new = 新しいクライアント
client-new-about = クライアントはブランドや会社の単位です。商品、画像、メンバーはクライアントごとに分かれ、ほかからは見えません。作成した人が最初のオーナーになります。
client-name = 名前
client-slug = 短い名前
client-slug-hint = 空でもかまいません。半角の英小文字、数字、ハイフンが使えます。
client-since = 開始
client-enter = ここで作業
client-enter-named = ここで作業：{ $name }
client-four-eyes = 二重確認：自分が生成した画像は承認できない
client-four-eyes-word = 二重確認
client-four-eyes-about = ほかの人の承認が必要になります。オフにしたことは履歴に残ります。
client-four-eyes-holds = 二重確認が有効です
client-four-eyes-holds-about = 画像を生成した人は承認できません。ほかのメンバーが承認します。
client-four-eyes-waits = 今は1人で承認できます
client-four-eyes-waits-about = 規則はオンですが、メンバーが1人だけです。2人目が加わると有効になります。
client-four-eyes-off = 二重確認はオフです
client-four-eyes-off-about = レビューできる人は、自分が生成した画像も承認できます。
client-who-may = オーナーと管理者が変更できます。
client-settings = 既定の設定
client-settings-about = このクライアントのすべてのフローは、商品、セッション、フローで指定がないかぎり、ここから始まります。
client-settings-none = 何も選ばれていないため、レンダラーの既定値が使われます。
client-members-about = ここで作業する人と役割：
clients-find = 名前または短い名前
clients-all = すべてのクライアント
clients-empty = まだクライアントがありません
clients-empty-about = クライアントは、独自の商品とメンバーを持つブランドや会社です。
clients-no-match = 「{ $search }」に該当するクライアントがありません

flash-client-added = { $name }を追加しました。ここで作業する人を追加してください。

# プログラム向け: api-<操作名>
api-list-clients = すべてのクライアント（新しい順）
api-create-client = クライアントを作る（呼び出した人がオーナーになります）
api-show-client = 任意のクライアント
api-show-own-client = 作業中のクライアント
api-update-client = クライアントの情報を置き換える
api-update-client-settings = クライアントのすべてのフローの出発点を置き換える
