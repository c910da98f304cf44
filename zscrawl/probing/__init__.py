"""Looking at sources without archiving: is this site readable, does this source still hold, what would its entry be?"""
