sign-in = Sign in
sign-in-to = to { $host }
sign-in-help = Forgot it? Whoever runs this Visualizer can set a new password for you.
sign-out = Sign out
email = E-mail
password = Password
