"""The chapters: each holds one section of the reports, its numbers (`cijfers`) and its picture (`beeld`)."""
