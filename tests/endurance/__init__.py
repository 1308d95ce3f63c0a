"""The day of a data team, made hard: operations in any order, kills at any moment, disks that fail at any call."""
