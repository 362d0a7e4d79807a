module job-race/workload

go 1.25.0
