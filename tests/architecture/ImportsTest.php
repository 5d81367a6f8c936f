<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Architecture;

use PHPUnit\Framework\TestCase;

'cli' === PHP_SAPI || exit;

/** No file imports what it does not name, be it in code or in an annotation. */
final class ImportsTest extends TestCase {

	public function testEachImportIsUsed(): void {
		$root   = dirname( __DIR__, 2 ) . '/';
		$unused = [];
		$files  = 0;
		foreach ( [ 'includes', 'tests' ] as $folder ) {
			foreach ( new \RecursiveIteratorIterator( new \RecursiveDirectoryIterator( $root . $folder, \FilesystemIterator::SKIP_DOTS ) ) as $file ) {
				if ( $file instanceof \SplFileInfo && 'php' === $file->getExtension() ) {
					++$files;
					foreach ( self::unused( (string) file_get_contents( $file->getPathname() ) ) as $import ) {
						$unused[] = substr( $file->getPathname(), strlen( $root ) ) . ': ' . $import;
					}
				}
			}
		}
		self::assertGreaterThan( 300, $files );
		self::assertSame( [], $unused );
	}

	public function testAnUnusedOneIsFound(): void {
		$file = "<?php\nuse A\\One;\nuse A\\Two;\nuse A\\Three as Third;\nuse A\\Four;\n/** Two is told of. @var One */\nnew Third( \$Four->Two );\n";
		self::assertSame( [ 'use A\\Two;', 'use A\\Four;' ], self::unused( $file ) );
	}

	/** @return list<string> */
	private static function unused( string $source ): array {
		$code = '';
		foreach ( token_get_all( $source ) as $token ) {
			if ( is_array( $token ) && in_array( $token[0], [ T_COMMENT, T_DOC_COMMENT ], true ) ) {
				// What a sentence mentions is not used; an annotation uses it.
				$code .= preg_replace( '/^[^@]*/m', '', $token[1] );
			} else {
				$code .= is_array( $token ) ? $token[1] : $token;
			}
		}
		preg_match_all( '/^use (?:function )?[\w\\\\]*?(\w+)(?: as (\w+))?;$/m', $code, $imports, PREG_SET_ORDER );
		$unused = [];
		foreach ( $imports as $import ) {
			// Neither a variable or property of that name counts, nor the end of a longer name.
			$use = '/(?<![\w\\\\$>])' . ( $import[2] ?? $import[1] ) . '\b/';
			if ( 1 !== preg_match( $use, str_replace( $import[0], '', $code ) ) ) {
				$unused[] = $import[0];
			}
		}
		return $unused;
	}
}
