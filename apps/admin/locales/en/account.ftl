account-client = Client
account-role = Role
account-language = Language
account-theme = Theme
account-letter-keys = Single letters are keys
account-letter-keys-about = A approves, R rejects, J and K move. Kept in this browser. Switch it off if you dictate or use a screen reader.
account-programs = For programs
account-programs-about = Everything that the pages do can be done over JSON as well.
account-programs-link = Read about the API
theme-system = As the system
theme-light = Light
theme-dark = Dark
save = Save
account-password = Password
account-password-about = Changing it ends your other sign-ins.
account-password-current = Current password
account-password-new = New password
account-password-hint = At least { $min } characters. A few words are easier to keep than signs.
account-password-again = New password once more
account-password-change = Change password
account-everywhere = Sign out everywhere
account-everywhere-about = Ends your sign-ins in every browser and program, this one too.
account-everywhere-do = Sign out everywhere
field-not-the-same = The two new passwords differ.
flash-password-changed = Password changed. Your other sign-ins have ended.
flash-signed-out-everywhere = { $count ->
    [one] You are signed out.
   *[other] You are signed out in { $count } places.
}

# For programs: api-<operation>
api-change-preferences = Change the language and the theme
api-change-password = Change the password; other sign-ins end
api-sign-out-everywhere = End every sign-in, this one too
