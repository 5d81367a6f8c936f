<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Architecture;

use PHPUnit\Framework\TestCase;
use SorsApi\Store\ForeignCode;

'cli' === PHP_SAPI || exit;

/**
 * What may run code that is not ours is called in a closure that is handed to ForeignCode, or in a private method that is
 * called from nowhere else.
 */
final class ForeignCodeTest extends TestCase {

	private const FOLDERS = [ 'includes/Store', 'includes/Sync' ];

	/** Functions of WordPress, WooCommerce and Polylang. */
	private const FUNCTIONS = '/^(
		(do_action|apply_filters)(_ref_array|_deprecated)? | call_user_func(_array)?
		| clean_\w+_cache
		| wp_(insert|update|delete|trash|untrash|publish)_\w+
		| wp_(set|add|remove)_(post|object)_\w+ | wp_defer_term_counting | wp_generate_attachment_metadata
		| (add|update|delete)_((post|term|user|comment)_meta|metadata) | (set|delete)_post_thumbnail
		| wc_(update|delete|recount)_\w+
		| pll_\w+
	)$/x';

	/** Of objects other than the class itself. */
	private const METHODS = [ '->save', '->delete', '::sync' ];

	private const DOORS = [ 'run', 'attempt' ];

	public function testNothingIsCalledPastTheDoor(): void {
		$root  = dirname( __DIR__, 2 ) . '/';
		$past  = [];
		$files = 0;
		foreach ( self::FOLDERS as $folder ) {
			foreach ( new \RecursiveIteratorIterator( new \RecursiveDirectoryIterator( $root . $folder, \FilesystemIterator::SKIP_DOTS ) ) as $file ) {
				if ( $file instanceof \SplFileInfo && 'ForeignCode.php' !== $file->getFilename() ) {
					++$files;
					foreach ( self::past( (string) file_get_contents( $file->getPathname() ) ) as $call ) {
						$past[] = substr( $file->getPathname(), strlen( $root ) ) . ": $call";
					}
				}
			}
		}
		self::assertGreaterThan( 100, $files );
		self::assertSame( [], $past );
	}

	public function testTheDoorsAreThere(): void {
		foreach ( self::DOORS as $door ) {
			self::assertTrue( method_exists( ForeignCode::class, $door ) );
		}
	}

	/** @return array<string, array{string, list<string>}> */
	public function samples(): array {
		return [
			'at once'                               => [ 'function a() { do_action( "x" ); }', [ 'do_action in a()' ] ],
			'through the door'                      => [ 'function a() { ForeignCode::run( static fn() => do_action( "x" ) ); }', [] ],
			'beside it'                             => [ 'function a() { ForeignCode::run( $x ); do_action( "x" ); }', [ 'do_action in a()' ] ],
			'in another closure'                    => [ 'function a() { Log::guard( "x", static fn() => clean_post_cache( 1 ) ); }', [ 'clean_post_cache in a()' ] ],
			'in a private method behind it'         => [ 'function a() { ForeignCode::attempt( "x", function () { self::b(); } ); } private static function b() { $this->c(); } private function c() { $p->save(); }', [] ],
			'in one that is called from outside'    => [ 'function a() { ForeignCode::run( fn() => self::b() ); self::b(); } private static function b() { wp_insert_term( 1 ); }', [ 'wp_insert_term in b()' ] ],
			'in one that is called by its name'     => [ 'function a() { ForeignCode::run( fn() => self::b() ); array_map( [ self::class, "b" ], [] ); } private static function b() { pll_x(); }', [ 'pll_x in b()' ] ],
			'in one that anybody may call'          => [ 'function a() { ForeignCode::run( fn() => self::b() ); } public static function b() { $p->delete( true ); }', [ '->delete in b()' ] ],
			'of a class of WooCommerce'             => [ 'function a() { \WC_Product_Variable::sync( $p ); }', [ '::sync in a()' ] ],
			'of our own'                            => [ 'function a() { $this->save( $p ); Links::save( $l ); }', [] ],
			'by name, for each'                     => [ 'function a() { array_map( "clean_post_cache", $ids ); }', [ 'clean_post_cache in a()' ] ],
			'named, but not called'                 => [ 'function a() { has_action( "clean_post_cache" ); /* do_action( 1 ) */ }', [] ],
		];
	}

	/**
	 * @dataProvider samples
	 *
	 * @param list<string> $expected
	 */
	public function testACallPastItIsFound( string $code, array $expected ): void {
		self::assertSame( $expected, self::past( "<?php\nclass A { $code }" ) );
	}

	/** @return list<string> */
	private static function past( string $source ): array {
		[ $calls, $uses, $private ] = self::read( $source );
		$behind                     = [];
		do {
			$count = count( $behind );
			foreach ( array_diff( $private, $behind ) as $method ) {
				$from = $uses[ $method ] ?? [ null ];
				if ( [] === array_filter( $from, static fn( ?string $caller ): bool => '' !== $caller && ! in_array( $caller, $behind, true ) ) ) {
					$behind[] = $method;
				}
			}
		} while ( count( $behind ) > $count );
		$past = array_filter( $calls, static fn( array $call ): bool => ! in_array( $call[1], $behind, true ) );
		return array_values( array_map( static fn( array $call ): string => "$call[0] in $call[1]()", $past ) );
	}

	/**
	 * @return array{list<array{string, string}>, array<string, list<string>>, list<string>} Calls outside of the door, each with its method;
	 *         own method => the methods that use it, '' = through the door; and the private methods.
	 */
	private static function read( string $source ): array {
		$tokens  = array_values( array_filter( token_get_all( $source ), static fn( $token ): bool => ! is_array( $token ) || ! in_array( $token[0], [ T_WHITESPACE, T_COMMENT, T_DOC_COMMENT ], true ) ) );
		$text    = array_map( static fn( $token ): string => is_array( $token ) ? $token[1] : $token, $tokens );
		$calls   = [];
		$uses    = [];
		$private = [];
		$method  = '';
		$open    = [];
		foreach ( $text as $at => $word ) {
			$before  = $text[ $at - 1 ] ?? '';
			$next    = $text[ $at + 1 ] ?? '';
			$through = in_array( true, $open, true );
			if ( '(' === $word ) {
				$open[] = '::' === ( $text[ $at - 2 ] ?? '' ) && 'ForeignCode' === ( $text[ $at - 3 ] ?? '' ) && in_array( $before, self::DOORS, true );
			} elseif ( ')' === $word ) {
				array_pop( $open );
			} elseif ( 'function' === $before ) {
				if ( '(' === $next ) {
					$method = $word;
					if ( in_array( 'private', [ $text[ $at - 2 ], $text[ $at - 3 ] ?? '' ], true ) ) {
						$private[] = $word;
					}
				}
			} elseif ( is_array( $tokens[ $at ] ) && T_CONSTANT_ENCAPSED_STRING === $tokens[ $at ][0] ) {
				$name            = trim( $word, '"\'' );
				$uses[ $name ][] = $method;
				if ( '(' === $before && 0 === strpos( $text[ $at - 2 ], 'array_' ) && 1 === preg_match( self::FUNCTIONS, $name ) && ! $through ) {
					$calls[] = [ $name, $method ];
				}
			} elseif ( '(' === $next && in_array( $before, [ '->', '::' ], true ) ) {
				if ( in_array( $text[ $at - 2 ], [ '$this', 'self', 'static' ], true ) ) {
					$uses[ $word ][] = $through ? '' : $method;
				} elseif ( ! $through && in_array( $before . $word, self::METHODS, true ) ) {
					$calls[] = [ $before . $word, $method ];
				}
			} elseif ( '(' === $next && ! $through && 1 === preg_match( self::FUNCTIONS, ltrim( $word, '\\' ) ) ) {
				$calls[] = [ $word, $method ];
			}
		}
		return [ $calls, $uses, $private ];
	}
}
