<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Settings;

use PHPUnit\Framework\TestCase;
use SorsApi\Settings\Schema;

'cli' === PHP_SAPI || exit;

/** What WordPress' validator lets pass, and JSON must not. */
final class SchemaTest extends TestCase {

	/** @return array<string, array{string, array<string, mixed>, bool}> JSON text, schema, is it right? */
	public function values(): array {
		$nullable = [ 'anyOf' => [ [ 'type' => 'integer' ], [ 'type' => 'null' ] ] ];
		$list     = [ 'type' => 'array', 'items' => [ 'type' => 'string' ] ];
		$map      = [ 'type' => 'object', 'additionalProperties' => [ 'type' => 'boolean' ] ];
		$keyed    = [
			'type'                 => 'object',
			'patternProperties'    => [ '^[a-z0-9]{1,3}$(?!\\n)' => [ 'type' => 'boolean' ] ],
			'additionalProperties' => false,
		];
		$object = [ 'type' => 'object', 'properties' => [ 'inner' => $map ] ];
		return [
			'integer'                        => [ '12', [ 'type' => 'integer' ], true ],
			'integer written with a point'   => [ '12.0', [ 'type' => 'integer' ], true ],
			'half an integer'                => [ '12.5', [ 'type' => 'integer' ], false ],
			'integer in quotes'              => [ '"12"', [ 'type' => 'integer' ], false ],
			'number in quotes'               => [ '"1.5"', [ 'type' => 'number' ], false ],
			'boolean'                        => [ 'false', [ 'type' => 'boolean' ], true ],
			'boolean in quotes'              => [ '"false"', [ 'type' => 'boolean' ], false ],
			'boolean as a number'            => [ '0', [ 'type' => 'boolean' ], false ],
			'number for a string'            => [ '5', [ 'type' => 'string' ], false ],
			'null for a string'              => [ 'null', [ 'type' => 'string' ], false ],
			'null where it may be'           => [ 'null', [ 'type' => [ 'string', 'null' ] ], true ],
			'null in anyOf'                  => [ 'null', $nullable, true ],
			'empty string for null'          => [ '""', $nullable, false ],
			'list'                           => [ '["a"]', $list, true ],
			'list as text with commas'       => [ '"a,b"', $list, false ],
			'object for a list'              => [ '{}', $list, false ],
			'number within a list'           => [ '["a",1]', $list, false ],
			'empty map'                      => [ '{}', $map, true ],
			'list for a map'                 => [ '[]', $map, false ],
			'text for a map'                 => [ '""', $map, false ],
			'map whose keys look like digits' => [ '{"20":true}', $map, true ],
			'wrong value within a map'       => [ '{"20":"true"}', $map, false ],
			'map with the right keys'        => [ '{"a1":true,"20":false}', $keyed, true ],
			'map with a wrong key'           => [ '{"100%s":true}', $keyed, false ],
			'map with a key and a line break' => [ '{"a\\n":true}', $keyed, false ],
			'wrong value below a right key'  => [ '{"a1":"true"}', $keyed, false ],
			'wrong value two levels down'    => [ '{"inner":{"a":1}}', $object, false ],
		];
	}

	/** @dataProvider values */
	public function testTypesAreThoseOfJson( string $json, array $schema, bool $right ): void {
		$problem = Schema::wrongType( json_decode( $json ), $schema, 'thing' );
		if ( $right ) {
			self::assertNull( $problem );
		} else {
			self::assertStringContainsString( 'thing', (string) $problem );
		}
	}

	public function testTheProblemNamesThePlace(): void {
		$schema = [ 'type' => 'object', 'properties' => [ 'items' => [ 'type' => 'array', 'items' => [ 'type' => 'integer' ] ] ] ];
		self::assertSame(
			'body[items][1] has the wrong type; expected: integer.',
			Schema::wrongType( json_decode( '{"items":[1,"2"]}' ), $schema, 'body' )
		);
	}
}
