<?php
/**
 * A picture as cameras make them: 1200 × 1200, some 200 kB. Argument: the file.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

mt_srand( 1 );
$image = imagecreatetruecolor( 1200, 1200 );
for ( $n = 0; $n < 4000; $n++ ) {
	$colour = imagecolorallocate( $image, mt_rand( 0, 255 ), mt_rand( 0, 255 ), mt_rand( 0, 255 ) );
	imagefilledellipse( $image, mt_rand( 0, 1200 ), mt_rand( 0, 1200 ), mt_rand( 5, 120 ), mt_rand( 5, 120 ), (int) $colour );
}
for ( $quality = 95; $quality > 10; $quality -= 5 ) {
	imagejpeg( $image, $argv[1], $quality );
	clearstatcache();
	if ( filesize( $argv[1] ) <= 210000 ) {
		break;
	}
}
