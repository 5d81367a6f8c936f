<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/** One of the databases that the key opens; closing a year makes a new one. */
final class Database extends Record {

	public const REQUIRED = [ 'name' ];
	public string $name;
	public ?string $title = null;
	public ?int $year = null;
}
