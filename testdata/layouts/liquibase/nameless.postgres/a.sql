--liquibase formatted sql

  --changeset ann
SELECT 1;
