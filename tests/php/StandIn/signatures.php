<?php
/**
 * Prints, as JSON, the functions and public methods of the stand-in, or of the
 * stubs of WooCommerce: php signatures.php stand-in|stubs
 *
 * A process of its own, since the two declare the same names. WordPress' stubs
 * stand in for WordPress.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

$sors_root  = dirname( __DIR__, 3 );
$sors_stubs = $sors_root . '/vendor/php-stubs';

define( 'ABSPATH', $sors_root . '/' );
require $sors_stubs . '/wordpress-stubs/wordpress-stubs.php';

$GLOBALS['wpdb'] = (object) [ 'prefix' => 'wp_' ];
$sors_functions  = get_defined_functions()['user'];
$sors_classes    = array_merge( get_declared_classes(), get_declared_interfaces() );

if ( 'stubs' === $argv[1] ) {
	require $sors_stubs . '/woocommerce-stubs/woocommerce-stubs.php';
	require $sors_stubs . '/woocommerce-stubs/woocommerce-packages-stubs.php';
} else {
	require $sors_root . '/tests/store/sors-store-stand-in.php';
}

/** @return list<string> Name, default and by-reference of every parameter, as they would be written. */
function sors_parameters( ReflectionFunctionAbstract $of ): array {
	return array_map(
		static function ( ReflectionParameter $parameter ): string {
			$default = '';
			if ( $parameter->isDefaultValueAvailable() ) {
				try {
					$default = ' = ' . json_encode( $parameter->getDefaultValue() );
				} catch ( Throwable $e ) {
					$default = ' = ' . $parameter->getDefaultValueConstantName(); // A constant that the stubs do not define.
				}
			}
			return ( $parameter->isPassedByReference() ? '&' : '' ) . ( $parameter->isVariadic() ? '...' : '' ) . '$' . $parameter->getName() . $default;
		},
		$of->getParameters()
	);
}

/**
 * @param ReflectionClass<object> $class
 *
 * @return array<string, mixed> The public ones; an own constant may be made of another that the stubs lack.
 */
function sors_constants( ReflectionClass $class ): array {
	$constants = [];
	foreach ( $class->getReflectionConstants() as $constant ) {
		try {
			if ( $constant->isPublic() && is_scalar( $constant->getValue() ) ) {
				$constants[ $constant->getName() ] = $constant->getValue();
			}
		} catch ( Throwable $e ) {
			continue;
		}
	}
	return $constants;
}

/**
 * Props that WC_Data::__call() answers for, as the methods that they stand for.
 *
 * @param ReflectionClass<object> $class
 */
function sors_accessors( ReflectionClass $class ): array {
	$defaults  = $class->getDefaultProperties();
	$accessors = [];
	foreach ( array_keys( ( $defaults['data'] ?? [] ) + ( $defaults['extra_data'] ?? [] ) ) as $prop ) {
		$accessors += [ 'get_' . $prop => [ '$context = "view"' ], 'set_' . $prop => null ];
	}
	return $accessors;
}

$sors_found = [ 'functions' => [], 'classes' => [] ];
foreach ( array_diff( get_defined_functions()['user'], $sors_functions ) as $sors_name ) {
	if ( 0 !== strpos( $sors_name, 'sors_' ) ) {
		$sors_found['functions'][ $sors_name ] = sors_parameters( new ReflectionFunction( $sors_name ) );
	}
}
foreach ( array_diff( array_merge( get_declared_classes(), get_declared_interfaces() ), $sors_classes ) as $sors_name ) {
	$sors_class   = new ReflectionClass( $sors_name );
	$sors_methods = [];
	foreach ( $sors_class->getMethods() as $sors_method ) {
		if ( '__call' !== $sors_method->getName() && ( $sors_method->isPublic() || 'stubs' === $argv[1] ) ) {
			$sors_methods[ $sors_method->getName() ] = [
				'public'     => $sors_method->isPublic(),
				'static'     => $sors_method->isStatic(),
				'parameters' => sors_parameters( $sors_method ),
			];
		}
	}
	if ( 'stand-in' === $argv[1] && $sors_class->hasMethod( '__call' ) ) {
		foreach ( sors_accessors( $sors_class ) as $sors_method => $sors_parameters ) {
			if ( ! $sors_class->hasMethod( $sors_method ) ) {
				$sors_methods[ $sors_method ] = [ 'public' => true, 'static' => false, 'parameters' => $sors_parameters ];
			}
		}
	}
	$sors_found['classes'][ $sors_name ] = [
		'parent'    => get_parent_class( $sors_name ),
		'constants' => sors_constants( $sors_class ),
		'methods'   => $sors_methods,
	];
}
echo json_encode( $sors_found );
