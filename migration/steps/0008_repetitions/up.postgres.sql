-- Repeated requests to make something, and the list of what is ready to be made.

-- What was asked for with the key of a run, so that the same key with something else is told apart. Runs without a key have none.
alter table generation_run add column request_hash text check (request_hash is null or length(request_hash) = 64);

-- The jobs that a run tries again: what their runs had made is shown together with what it makes.
create index generation_job_retried on generation_job (retried_in) where retried_in is not null;

-- What is ready of one client, in the order of the queue's page; workers walk `generation_job_ready`, which begins with the class.
create index generation_job_ready_client on generation_job (client_id, priority, run_at, id) where state = 'ready';
