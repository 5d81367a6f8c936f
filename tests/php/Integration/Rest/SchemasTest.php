<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use PHPUnit\Framework\TestCase;
use SorsApi\Settings\Schema;
use SorsApi\Tests\Site\Child;

'cli' === PHP_SAPI || exit;

/**
 * WordPress' validator, and ours on top of it, judge like zod: values of each schema, and each of them changed in one
 * place, made by tests/schemas. SORS_SCHEMAS_SEED=17 makes others.
 */
final class SchemasTest extends TestCase {

	private const SEED = 20;

	/** Disagreements that are shown, each the smallest of its schema. */
	private const SHOWN = 10;

	/** @var array<string, string> Schema => the shortest text of a disagreement. */
	private array $disagreements = [];

	public function testAllJudgeLikeZod(): void {
		$seed = (int) ( getenv( 'SORS_SCHEMAS_SEED' ) ?: self::SEED );
		$seen = [];
		foreach ( $this->cases( $seed ) as $case ) {
			$seen[ $case->schema ] = true;
			$this->judge( $case );
		}
		$shown = array_values( $this->disagreements );
		usort( $shown, static fn( string $one, string $other ): int => strlen( $one ) <=> strlen( $other ) );
		self::assertSame( [], array_slice( $shown, 0, self::SHOWN ), "SORS_SCHEMAS_SEED=$seed" );

		$files = glob( dirname( __DIR__, 4 ) . '/contract/rest/*.json' );
		$names = array_map( static fn( string $file ): string => basename( $file, '.json' ), (array) $files );
		self::assertNotSame( [], $names );
		self::assertEqualsCanonicalizing( $names, array_keys( $seen ) );
	}

	private function judge( \stdClass $case ): void {
		$schema = Schema::load( $case->schema );
		$this->compare( $case, 'our routes', [] === Schema::problems( $case->value, $schema ) );
		if ( ! $case->isLookalike ) {
			$values = Schema::asArrays( $case->value );
			$this->compare( $case, 'WordPress', true === rest_validate_value_from_schema( $values, $schema, 'it' ) );
		}
		$query = '-query' === substr( $case->schema, -6 ) && ! $case->isOfOtherType ? self::asText( $case->value ) : null;
		if ( null !== $query ) {
			$this->compare( $case, 'a query', [] === Schema::query( $query, $schema )['problems'] );
		}
	}

	private function compare( \stdClass $case, string $judge, bool $accepts ): void {
		if ( $case->isRight === $accepts ) {
			return;
		}
		$text = sprintf( '%s, %s: zod %s it, %s %s it: %s', $case->schema, $case->why, $case->isRight ? 'takes' : 'refuses', $judge, $accepts ? 'takes' : 'refuses', wp_json_encode( $case->value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ) );
		$said = $this->disagreements[ $case->schema ] ?? null;
		if ( null === $said || strlen( $text ) < strlen( $said ) ) {
			$this->disagreements[ $case->schema ] = $text;
		}
	}

	/**
	 * @param mixed $value
	 *
	 * @return array<string, string>|null Null where no query says it: an empty field is one that is not there.
	 */
	private static function asText( $value ): ?array {
		$fields = $value instanceof \stdClass ? get_object_vars( $value ) : [ '' ];
		return in_array( '', $fields, true ) ? null : array_map( 'strval', $fields );
	}

	/** @return iterable<\stdClass> As tests/schemas/cases.ts has it. */
	private function cases( int $seed ): iterable {
		$node = Child::start( [ 'node', '--import', 'tsx', 'tests/schemas/cli.ts', (string) $seed ], true, false, dirname( __DIR__, 4 ) );
		while ( is_string( $line = fgets( $node->output() ) ) ) {
			$case = json_decode( $line );
			self::assertInstanceOf( \stdClass::class, $case );
			yield $case;
		}
		self::assertSame( 0, $node->wait() );
	}
}
