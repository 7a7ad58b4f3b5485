sign-in = サインイン
sign-in-to = { $host }
sign-in-help = パスワードを忘れた場合は、このVisualizerの管理者が新しいパスワードを設定できます。
sign-out = サインアウト
email = メールアドレス
password = パスワード
