# Rules that stand against a change: conflict-<code>. What stands in the way, that nothing was changed, what to do.
conflict-other = Something else has to happen first. Nothing was changed. Open the page again to see where it stands.
conflict-deleted = It was deleted. Restore it first.
conflict-not-deleted = It is not deleted, so there is nothing to restore.
conflict-not-finished = The picture is not finished yet. Wait until it is made.
conflict-four-eyes = You had this made, so somebody else approves it. An owner can switch that rule off for the client.
conflict-generating = Pictures of this flow are being made. Wait until they are done, or stop them.
conflict-plan-changed = Something changed since this plan was shown, so nothing was started. Look at the new plan and start it again.
conflict-nothing-to-generate = No flow of this session is ready. Nothing was started.
conflict-run-ended = This run has ended already. Nothing was changed.
conflict-job-not-stopped = This job did not fail and was not stopped, so there is nothing to try again.
conflict-paused-already = Jobs of this kind are paused already.
conflict-not-paused = Jobs of this kind are not paused.
