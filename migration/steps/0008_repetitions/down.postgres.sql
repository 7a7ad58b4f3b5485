drop index generation_job_ready_client;
drop index generation_job_retried;
alter table generation_run drop column request_hash;
