<?php
declare( strict_types=1 );

namespace SorsApi\Tests\StandIn;

use PHPUnit\Framework\TestCase;

'cli' === PHP_SAPI || exit;

/**
 * Whatever the stand-in (tests/store) defines, WooCommerce has too, and takes
 * the same parameters. That both then do the same is judged by tests/php/Integration/StandIn.
 */
final class SignaturesTest extends TestCase {

	/** Classes of the stand-in's own; no code outside tests/store may name one. */
	private const OWN = '/^Sors_Stand_In/';

	private static array $standIn = [];

	private static array $stubs = [];

	public static function setUpBeforeClass(): void {
		self::$standIn = self::signatures( 'stand-in' );
		self::$stubs   = self::signatures( 'stubs' );
	}

	private static function signatures( string $of ): array {
		exec( escapeshellarg( PHP_BINARY ) . ' -d memory_limit=1G ' . escapeshellarg( __DIR__ . '/signatures.php' ) . ' ' . $of, $output, $status );
		self::assertSame( 0, $status, implode( "\n", $output ) );
		return (array) json_decode( implode( "\n", $output ), true );
	}

	public function test_functions(): void {
		self::assertGreaterThan( 40, count( self::$standIn['functions'] ) );
		foreach ( self::$standIn['functions'] as $name => $parameters ) {
			self::assertArrayHasKey( $name, self::$stubs['functions'], "WooCommerce has no function $name()." );
			self::assertSame( self::$stubs['functions'][ $name ], $parameters, "$name()" );
		}
	}

	public function test_classes_and_public_methods(): void {
		self::assertGreaterThan( 20, count( self::$standIn['classes'] ) );
		foreach ( self::$standIn['classes'] as $class => $own ) {
			if ( preg_match( self::OWN, $class ) ) {
				continue;
			}
			self::assertArrayHasKey( $class, self::$stubs['classes'], "WooCommerce has no class $class." );
			$real = self::$stubs['classes'][ $class ];
			self::assertSame( $own['constants'], array_intersect_key( $real['constants'], $own['constants'] ), $class );
			foreach ( $own['methods'] as $name => $method ) {
				self::assertTrue( $real['methods'][ $name ]['public'] ?? false, "WooCommerce has no public method $class::$name()." );
				self::assertSame( $real['methods'][ $name ]['static'], $method['static'], "$class::$name()" );
				if ( null === $method['parameters'] ) {
					self::assertCount( 1, $real['methods'][ $name ]['parameters'], "$class::$name() is a setter." );
				} else {
					self::assertSame( $real['methods'][ $name ]['parameters'], $method['parameters'], "$class::$name()" );
				}
			}
		}
	}

	public function test_it_stays_small(): void {
		$lines = 0;
		$files = new \RecursiveIteratorIterator( new \RecursiveDirectoryIterator( dirname( __DIR__, 2 ) . '/store', \FilesystemIterator::SKIP_DOTS ) );
		foreach ( $files as $file ) {
			$lines += count( (array) file( (string) $file ) );
		}
		self::assertGreaterThan( 500, $lines );
		self::assertLessThanOrEqual( 1500, $lines, 'If the stand-in wants more, the plugin reaches too far into WooCommerce.' );
	}
}
