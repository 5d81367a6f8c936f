<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** One call of an operation, in our own words. */
final class Call {

	/** E.g. "listProducts". */
	public string $operation;

	/** Name of the database; null for an operation that needs none. */
	public ?string $database;

	/** @var array<string, string> Placeholder of the path => value. */
	public array $path;

	/** @var array<string, string|\DateTimeImmutable|null> Our parameter => value; null ones are not sent. */
	public array $query;

	/** The exact JSON to send, for operations that write an entity. */
	public ?string $body;

	/**
	 * @param array<string, string>                         $path
	 * @param array<string, string|\DateTimeImmutable|null> $query
	 */
	public function __construct( string $operation, ?string $database, array $path = [], array $query = [], ?string $body = null ) {
		$this->operation = $operation;
		$this->database  = $database;
		$this->path      = $path;
		$this->query     = $query;
		$this->body      = $body;
	}
}
