"""What an editor has on the desk: the shop's pages as its folder stands now, with what is wrong beside each."""
