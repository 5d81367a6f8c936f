<?php
/**
 * Classes of the folder that SORS_MUTANT names take the place of the plugin's own: this is loaded, and so asked, before
 * the plugin's autoloader.
 */

declare( strict_types=1 );

spl_autoload_register(
	static function ( string $class_name ): void {
		$file = getenv( 'SORS_MUTANT' ) . '/' . strtr( substr( $class_name, strlen( 'SorsApi\\' ) ), '\\', '/' ) . '.php';
		if ( 0 === strpos( $class_name, 'SorsApi\\' ) && is_file( $file ) ) {
			require $file;
		}
	}
);
