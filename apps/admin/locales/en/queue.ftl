# The queue
queue-waiting = Waiting
queue-oldest = Oldest waits
queue-running = Running
queue-parked = Set aside
queue-workers = Workers
queue-nobody = No worker is running
queue-nobody-how = Nothing is made until one starts. Whoever runs this Visualizer starts “visualizer up” or “visualizer-worker”; what waits is kept.
queue-worker = { $host }, version { $version }, since
queue-kinds = By kind
queue-kind = Kind
queue-why = Why it waits
queue-pause-or-resume = Pause or resume
queue-pause = Pause
queue-resume = Resume
queue-pause-named = Pause “{ $kind }”
queue-pause-why = Why
queue-pause-how = Optional. Shown to everybody who waits meanwhile.
queue-paused-by = Paused by { $who }
queue-paused-because = Paused by { $who }: { $reason }
queue-workers-busy = All workers are busy
queue-quiet-title = Nothing is being made
queue-quiet = What you have made appears here while it waits and runs.
queue-next = Next
queue-more = and { $count } more
queue-about = { $kind }, { $flow }
queue-tries = Try { $count } of { $max }
queue-stop = Stop
queue-stop-all = Stop the whole run
queue-stop-count = { $count ->
    [one] Stop 1 picture
   *[other] Stop { $count } pictures
}
queue-stop-how = They belong to one generation, and are stopped together. What is finished stays.
queue-parked-how = Waits until somebody decides
queue-failed = Failed
queue-failed-when = in the last 7 days, by reason
queue-failed-jobs = { $count ->
    [one] 1 job, { $age } ago
   *[other] { $count } jobs, the last { $age } ago
}
queue-retry-all = { $count ->
    [one] Retry 1
   *[other] Retry { $count }
}
reload-for-progress = Reload for progress

kind-image-generate = Picture
kind-image-check = Check of an upload

flash-jobs-retried = { $count ->
    [one] 1 job is tried again.
   *[other] { $count } jobs are tried again.
}
flash-jobs-retried-some = { $count ->
    [one] 1 job is tried again
   *[other] { $count } jobs are tried again
}; { $left ->
    [one] 1 could not be.
   *[other] { $left } could not be.
}
flash-run-stopped = The generation is stopped. What is finished stays.
flash-kind-paused = Paused. What runs goes on.
flash-kind-resumed = Resumed.

api-show-queue = What waits, runs, was set aside or failed, and who works
api-pause-kind = Stop a kind of job from being claimed
api-resume-kind = Let a kind of job be claimed again
api-show-run = A generation and its jobs
api-cancel-run = Stop a generation; what is finished stays
api-retry-run = Try again all that a generation did not make; gives the generation that it is in now
api-retry-job = Try a failed or parked job again; gives the generation that it is in now
