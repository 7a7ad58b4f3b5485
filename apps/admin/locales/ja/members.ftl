# クライアントで作業する人とその役割
member-add = メンバーを追加
member-add-another = 続けて追加
member-added = メンバーを追加しました
member-name = 名前
member-name-hint = このアドレスのアカウントがまだない場合に必要です。
member-since = 参加
member-signed-in = 最後のサインイン
member-never = なし
member-you = （あなた）
member-inactive = 停止中
member-edit-named = { $name }を編集
member-password-once = このパスワードは一度だけ表示されます
member-password-once-about = 今のうちに本人に伝えてください。どこにも保存されません。本人がアカウントで変更できます。なくした場合は、このVisualizerの管理者が新しく設定できます。
member-where = サインイン先
member-noted = 控えました
member-not-changed = 変更していません
member-remove = クライアントから外す
member-remove-about = { $name }は{ $client }を見られなくなります。アカウントと、生成したものは残ります。
member-remove-yourself = あなた自身が{ $client }を見られなくなります。オーナーか管理者がもう一度追加できます。
member-owners-only = 変更できるのはオーナーだけです。
roles = 役割ごとにできること
role-may-owner = すべて（オーナーの決定を含む）
role-may-admin = オーナーの決定以外のすべて
role-may-editor = 商品、セッション、フローの追加と変更、画像の生成
role-may-reviewer = 承認と却下
role-may-viewer = 閲覧とダウンロード

flash-member-added = 既存のアカウント{ $email }をメンバーに追加しました。パスワードはそのままです。本人のアカウントか、本人に確認してください。
flash-member-removed = { $name }をメンバーから外しました。

# プログラム向け: api-<操作名>
api-list-members = クライアントのメンバー（オーナーが先）
api-add-member = メンバーを追加する（新しいアカウントのパスワードはこのとき一度だけ返します）
api-show-member = 1人のメンバー
api-change-role = メンバーの役割を変更する
api-remove-member = メンバーをクライアントから外す
