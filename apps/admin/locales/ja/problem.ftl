# 何が起きたか（title）、その意味、次にすること。表示されるときは、何も変更されていません。
problem = 問題
problem-again = もう一度試す
problem-home = ホームへ
problem-role = あなたの役割
problem-needs = 許可されている役割
problem-address = アドレス
problem-request = リクエスト

problem-unauthenticated-title = サインインしてください
problem-unauthenticated = サインインしていないか、サインインの期限が切れています。何も変更されていません。フォームに入力していた場合は、別のタブでサインインしてから戻り、もう一度送信してください。

problem-forbidden-title = あなたの役割ではこの操作はできません
problem-forbidden = 「{ $needs }」の権限が必要です。この権限を持つ役割は{ $roles }です。その役割の人に依頼するか、オーナーに役割の変更を依頼してください。

problem-platform-only-title = プラットフォーム管理者だけができる操作です
problem-platform-only = 個々のクライアントではなく、プラットフォーム全体に関わる操作です。何も変更されていません。

problem-no-client-title = まだどのクライアントにも所属していません
problem-no-client = 商品と画像はクライアントに属します。クライアントのオーナーか管理者があなたをメンバーに追加すると、このページが開けます。

problem-not-found-title = この{ $what }は見つかりません
problem-not-found = 別のクライアントのものか、削除されたか、アドレスが間違っている可能性があります。

problem-no-page-title = このアドレスにページはありません
problem-no-page = アドレスが間違っているか、ページが移動した可能性があります。

problem-invalid-title = 入力内容を確認してください
problem-invalid = 何も変更されていません。次の項目を受け付けられませんでした。

problem-conflict-title = 今の状態ではできません

problem-stale-title = その間に変更されました
problem-stale = あなたが開いた後に、{ $who }がこの{ $what }を変更しました（開いたときはバージョン{ $seen }、現在はバージョン{ $current }）。あなたの変更は保存されていません。開き直して、もう一度変更してください。

problem-too-large-title = サイズが大きすぎます
problem-too-large = ここで送れるのは{ $max }までです。何も保存されていません。小さいファイルを選んで、もう一度送信してください。

problem-unsupported-media-title = この種類は受け付けていません
problem-unsupported-media = 内容は{ $found }のようです。何も保存されていません。

problem-too-many-title = リクエストが多すぎます
problem-too-many = { $span }待ってから、もう一度試してください。何も変更されていません。

problem-storage-full-title = ディスクがいっぱいです
problem-storage-full = 保存する空きがありません。何も変更されていません。このVisualizerの管理者が空きを作る必要があります。

problem-unavailable-title = 応答しない部分があります
problem-unavailable = 「{ $part }」から応答がありません。何も変更されていません。数秒後にもう一度試してください。

problem-internal-title = システム側で失敗しました
problem-internal = わかる範囲では何も変更されていません。もう一度試してください。続く場合は、下のリクエスト番号をこのVisualizerの管理者に伝えてください。原因はその番号でログに残っています。

problem-malformed-title = リクエストを読み取れません
problem-malformed = { $found }。何も変更されていません。

problem-address-part-title = このアドレスは読み取れません
problem-address-part = 次の部分を解釈できません：{ $part }。アドレスを直すか、この部分を取り除いてください。

problem-form-expired-title = このフォームは古くなっています
problem-form-expired = 最後にサインインする前に開いたフォームです。何も変更されていません。前のページに戻って再読み込みし、もう一度送信してください。

problem-foreign-origin-title = 別のサイトからのリクエストです
problem-foreign-origin = 変更は、このVisualizerのページからだけ受け付けます。何も変更されていません。

problem-unknown-host-title = このVisualizerは別の名前で動いています
problem-unknown-host = 「{ $host }」という名前には応答しません。数字のアドレスを使うか、管理者がhttp.public_urlに利用者が入力するアドレスを設定してください。

problem-method-not-allowed-title = このアドレスではその操作はできません
problem-method-not-allowed = このアドレスで使えるメソッドは{ $allow }です。

problem-slow-body-title = 送信が時間内に届きませんでした
problem-slow-body = 接続が遅すぎるか、途中で切れました。何も変更されていません。もう一度送信してください。

problem-precondition-required-title = 変更元のバージョンを指定してください
problem-precondition-required = 変更元のバージョンのETagをIf-Matchで送ってください。何も変更されていません。

# 応答しないことがある部分
part-database = データベース
part-storage = 画像の保存先
part-uploads = アップロード（同時に多すぎます）
part-events = ライブ更新（同時に多すぎます）
