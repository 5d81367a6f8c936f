<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Settings\Settings;
use SorsApi\Sors\BusinessUnit;

/**
 * Pure: the chosen business units, found again by code in another database.
 *
 * @phpstan-type MappedUnit array{id: string, code: string|null, name: string, roles: list<string>, newId: string|null, newName: string|null}
 */
final class UnitMapping {

	/** @var list<MappedUnit> */
	public array $units = [];

	/**
	 * @param list<BusinessUnit> $old Of the database in use.
	 * @param list<BusinessUnit> $new Of the other one.
	 */
	public function __construct( Settings $settings, array $old, array $new ) {
		$known  = array_column( $old, null, 'id' );
		$byCode = [];
		foreach ( $new as $unit ) {
			if ( null !== $unit->code && '' !== $unit->code && false !== $unit->active ) {
				$byCode[ $unit->code ][] = $unit;
			}
		}
		foreach ( self::roles( $settings ) as $id => $roles ) {
			$unit = $known[ $id ] ?? null;
			$code = null === $unit ? null : $unit->code;
			$same = null === $code ? [] : ( $byCode[ $code ] ?? [] );
			// Which of several it is, a person has to say.
			$found         = 1 === count( $same ) ? $same[0] : null;
			$this->units[] = [
				'id'      => (string) $id,
				'code'    => $code,
				'name'    => null === $unit ? (string) $id : (string) ( $unit->name ?? $code ?? $unit->id ),
				'roles'   => $roles,
				'newId'   => null === $found ? null : $found->id,
				'newName' => null === $found ? null : (string) ( $found->name ?? $found->code ?? $found->id ),
			];
		}
	}

	/** @return list<string> Names of the units that the other database lacks, or has several of. */
	public function missing(): array {
		$missing = array_filter( $this->units, static fn( array $unit ): bool => null === $unit['newId'] );
		return array_values( array_map( static fn( array $unit ): string => $unit['name'], $missing ) );
	}

	/**
	 * The settings that change together. A missing price or document unit becomes the first one that is there.
	 *
	 * @return array{businessUnitIds: list<string>, priceBusinessUnitId: string, documentBusinessUnitId: string}
	 */
	public function patch( Settings $settings ): array {
		$ids = array_column( $this->units, 'newId', 'id' );
		return [
			'businessUnitIds'        => array_values( array_filter( array_map( static fn( string $id ): string => (string) ( $ids[ $id ] ?? '' ), $settings->businessUnitIds ), static fn( string $id ): bool => '' !== $id ) ),
			'priceBusinessUnitId'    => (string) ( $ids[ $settings->priceBusinessUnitId ] ?? '' ),
			'documentBusinessUnitId' => (string) ( $ids[ $settings->documentBusinessUnitId ] ?? '' ),
		];
	}

	/** @return array<int|string, list<string>> Id of each chosen unit => what it is used for. */
	private static function roles( Settings $settings ): array {
		$roles = [];
		foreach ( $settings->businessUnitIds as $id ) {
			$roles[ $id ][] = 'stock';
		}
		if ( '' !== $settings->priceUnit() ) {
			$roles[ $settings->priceUnit() ][] = 'price';
		}
		if ( '' !== $settings->documentUnit() ) {
			$roles[ $settings->documentUnit() ][] = 'document';
		}
		return $roles;
	}
}
