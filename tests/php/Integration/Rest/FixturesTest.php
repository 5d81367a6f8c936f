<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use PHPUnit\Framework\TestCase;
use SorsApi\Settings\Schema;

'cli' === PHP_SAPI || exit;

/**
 * The bodies of tests/contract, which Vitest judges by zod, judged by
 * WordPress' own validator and by ours on top of it.
 */
final class FixturesTest extends TestCase {

	private const FOLDER = __DIR__ . '/../../../contract/';

	public function testEverySchemaHasBodies(): void {
		$schemas = array_map( 'basename', (array) glob( self::FOLDER . '../../contract/rest/*.json' ) );
		self::assertNotSame( [], $schemas );
		self::assertSame( $schemas, array_map( 'basename', (array) glob( self::FOLDER . '*.json' ) ) );
	}

	/** @return iterable<string, array{string, mixed, bool}> Name of the schema, body, is it right? */
	public function bodies(): iterable {
		foreach ( (array) glob( self::FOLDER . '*.json' ) as $file ) {
			$name     = basename( (string) $file, '.json' );
			$fixtures = json_decode( (string) file_get_contents( (string) $file ) );
			foreach ( $fixtures->valid as $index => $body ) {
				yield "$name: valid body $index" => [ $name, $body, true ];
			}
			foreach ( $fixtures->invalid as $fixture ) {
				yield "$name: $fixture->why" => [ $name, $fixture->body, false ];
			}
		}
	}

	/**
	 * @dataProvider bodies
	 *
	 * @param mixed $body
	 */
	public function testWordPressJudgesLikeZod( string $name, $body, bool $right ): void {
		$verdict = rest_validate_value_from_schema( Schema::asArrays( $body ), Schema::load( $name ), $name );
		self::assertSame( $right, true === $verdict, is_wp_error( $verdict ) ? $verdict->get_error_message() : 'accepted' );
	}

	/**
	 * @dataProvider bodies
	 *
	 * @param mixed $body
	 */
	public function testOurRoutesJudgeLikeZod( string $name, $body, bool $right ): void {
		$problems = Schema::problems( $body, Schema::load( $name ) );
		self::assertSame( $right, [] === $problems, (string) wp_json_encode( $problems ) );
	}

	/** @return iterable<string, array{string, array<string, mixed>, bool}> */
	public function queries(): iterable {
		foreach ( $this->bodies() as $title => [ $name, $body, $right ] ) {
			$values = Schema::asArrays( $body );
			// No query can say null.
			if ( '-query' === substr( $name, -6 ) && is_array( $values ) && ! in_array( null, $values, true ) ) {
				yield $title => [ $name, $values, $right ];
			}
		}
	}

	/**
	 * A query comes as text: what is right as JSON is right as text, and what is wrong stays wrong.
	 *
	 * @dataProvider queries
	 *
	 * @param array<string, mixed> $values
	 */
	public function testQueriesAreJudgedAlikeAsText( string $name, array $values, bool $right ): void {
		$query = array_map(
			static function ( $value ) {
				return is_scalar( $value ) ? (string) $value : $value;
			},
			$values
		);
		self::assertSame( $right, [] === Schema::query( $query, Schema::load( $name ) )['problems'] );
	}
}
