-- As for the other tables that name persons: no samples that outlive their rows.
ALTER TABLE candidates ALTER email SET STATISTICS 0, ALTER profile SET STATISTICS 0, ALTER statement SET STATISTICS 0,
    ALTER words SET STATISTICS 0;
