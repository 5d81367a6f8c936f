<?php
declare( strict_types=1 );

// Psalm scans what it is told to; nothing of the project has to be loaded.
