<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use SorsApi\Sors\Api;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\Transport;
use SorsApi\Tests\Site\ContractInHand;

/** Contracts and clients for tests. */
final class Fixture {

	public const KEY = 'secret-key-0042';

	/** @return array<mixed> Its names may be corrected any day: what a test spells is in the example. */
	public static function shipped(): array {
		return self::read( 'contract/sors-api.json' );
	}

	public static function example(): array {
		return self::read( 'tests/contract-variants/example.json' );
	}

	private static function read( string $file ): array {
		return json_decode( (string) file_get_contents( dirname( __DIR__, 3 ) . '/' . $file ), true );
	}

	/** The example with parts replaced, e.g. [ 'wire' => [ 'decimals' => 'string' ] ]. */
	public static function contract( array $changes = [] ): Contract {
		return Contract::fromArray( array_replace_recursive( self::example(), $changes ) );
	}

	public static function api( Transport $transport, ?Contract $contract = null, ?string $key = self::KEY ): Api {
		$contract          = $contract ?? self::contract();
		$contract->baseUrl = 'https://sors.test';
		return new Api( ContractInHand::connection( $contract, $transport, new Key( $key ) ) );
	}

	/** A contract in which nothing has the name, the place or the form that it has in the example. */
	public static function other(): array {
		$other = self::example();
		foreach ( $other['entities'] as $entity => $fields ) {
			foreach ( array_keys( $fields ) as $at => $field ) {
				$other['entities'][ $entity ][ $field ] = 0 === $at % 2 ? 'jezgro.' . $field . '_x' : $field . '_y';
			}
		}
		foreach ( $other['operations'] as $name => $operation ) {
			$other['operations'][ $name ]['path'] = '/v9' . str_replace( '/', '/x-', $operation['path'] );
			foreach ( $operation['query'] ?? [] as $parameter => $wire ) {
				$other['operations'][ $name ]['query'][ $parameter ] = 'q_' . strtolower( $wire );
			}
		}
		foreach ( $other['values'] as $enum => $values ) {
			$other['values'][ $enum ] = array_combine( array_keys( $values ), range( 11, 10 + count( $values ) ) );
		}
		$other['database'] = [ 'in' => 'header', 'name' => 'X-Baza' ];
		$other['auth']     = [ 'header' => 'X-Kljuc', 'prefix' => '' ];
		$other['paging']   = [ 'style' => 'offset', 'page' => 'preskoci', 'size' => 'uzmi', 'firstPage' => 0, 'maxSize' => 50 ];
		$other['wire']     = [ 'decimals' => 'commaString', 'dates' => 'dd.MM.yyyy.', 'dateTimes' => 'dd.MM.yyyy. HH:mm:ss', 'timeZone' => 'Europe/Belgrade', 'ids' => 'integer' ];
		$other['envelope'] = [ 'success' => 'stanje.uspeh', 'code' => 'stanje.kod', 'message' => 'stanje.poruka', 'errors' => 'stanje.greske', 'data' => 'odgovor.podaci', 'total' => 'odgovor.ukupno', 'error' => [ 'field' => 'polje', 'code' => 'sifra', 'message' => 'opis' ] ];
		return $other;
	}
}
