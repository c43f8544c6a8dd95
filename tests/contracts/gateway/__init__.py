"""What every bank gateway must keep, whatever its protocol: the rig it runs on, and the checks one by one."""
