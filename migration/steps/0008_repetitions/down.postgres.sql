drop index generation_job_ready_client;
alter table generation_run drop column request_hash;
