# 設定の言葉
setting-group-scene = シーン
setting-group-picture = 画像
setting-group-around = 商品のまわり
setting-group-words = 自由な言葉

setting-scene = シーン
setting-style = スタイル
setting-lighting = 光
setting-mood = ムード
setting-camera = カメラ
setting-surroundings = まわり
setting-human = 人物
setting-props = 小道具
setting-props_tags = 使う小道具
setting-colors = 色
setting-match_product_colors = 商品の色に合わせる
setting-include_accessories = 付属品を含める
setting-variety = 自由度
setting-aspect_ratio = 形
setting-quality = サイズ
setting-variants = 枚数
setting-seed = シード
setting-prompt = 追加の文章
setting-prompt-hint = プロンプトに加える文章です。商品そのものは変わりません。
setting-custom = 細部
setting-custom-hint = 1行に1つ。例：湯気が立つ、窓に雨
setting-custom_prompt = プロンプト全体
setting-custom_prompt-hint = 入力すると、これがプロンプトになります。上の文章は使われません。

setting-auto = 自動
setting-auto-is = 自動：{ $value }
setting-own = 自由な言葉…
setting-none = なし
setting-quoted = 「{ $words }」
setting-seed-open = 毎回変える
setting-not-chosen = ここでは未指定
setting-open = { $value }（{ $origin }）
setting-instead = { $value }の代わり
setting-also = { $value }も含む（{ $origin }）

origin-client = クライアントの設定
origin-product = 商品の設定
origin-session = セッションの設定
origin-style = スタイルの設定
origin-default = 初期値

setting-prop-plants = 植物
setting-prop-books = 本
setting-prop-vase = 花瓶
setting-prop-cushions = クッション
setting-prop-throw = ブランケット
setting-prop-rug = ラグ
setting-prop-lamp = ランプ
setting-prop-candles = キャンドル
setting-prop-art = アート
setting-prop-mirror = 鏡
setting-prop-flowers = 花
setting-prop-tableware = 食器
setting-prop-basket = かご
setting-prop-curtains = カーテン
setting-prop-fruit = 果物

yes = はい
no = いいえ
