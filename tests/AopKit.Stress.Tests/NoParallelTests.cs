// Faults are switched on for the whole process, and a storm wants the processors for itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
